// version: which fenglu this is, and how its names are exported.
//
// What it is:      the version of the headers and of the library, and two macros that the other headers use.
// What it is not:  needed by a program; every header includes it.
// Example:
//     #include <fenglu/version.hpp>
//     static_assert(FENGLU_VERSION_MAJOR == 0);
//     std::string_view linked = fenglu::version();      // "0.1.0": of the library that was linked
//     std::string tables = fenglu::installed_tables();  // ".../share/fenglu/tables", empty where none are installed
//     unsigned level = fenglu::language_level();        // of the policy language: 1
// Units, ranges:   none.
// Errors:          none.
// Cost, threads:   constant; from any thread.
//
// All names live in the namespace fenglu_v1, for which `fenglu` is another name: two versions of the library can be
// parts of one program. So `namespace fenglu { ... }` can't be opened, and what is said of a type names fenglu_v1.
#pragma once

#include <string>
#include <string_view>

#define FENGLU_VERSION_MAJOR 0
#define FENGLU_VERSION_MINOR 1
#define FENGLU_VERSION_PATCH 0

#if defined(FENGLU_STATIC) || defined(_WIN32)
#define FENGLU_API
#else
#define FENGLU_API __attribute__((visibility("default")))
#endif

namespace fenglu_v1 {

FENGLU_API std::string_view version();
FENGLU_API unsigned language_level();
// Where policies are looked for by name after LoadOptions::tables and FENGLU_TABLES.
FENGLU_API std::string installed_tables();

}  // namespace fenglu_v1

#ifndef FENGLU_BUILDING
namespace fenglu = fenglu_v1;
#endif
