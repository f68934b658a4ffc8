# How every target of fenglu is built: flags live on targets, never on CMAKE_CXX_FLAGS.
find_program(FENGLU_CCACHE ccache)
if(FENGLU_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The second and third settings let a precompiled header be cached.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${FENGLU_CCACHE})
endif()

add_library(fenglu_flags INTERFACE)
target_compile_features(fenglu_flags INTERFACE cxx_std_20)
target_include_directories(fenglu_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/include)
target_compile_options(fenglu_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wswitch-enum -Wno-missing-field-initializers
                       -fvisibility=hidden $<$<BOOL:${FENGLU_WERROR}>:-Werror>
                       # No result may depend on how a compiler contracts or reorders floating point.
                       -ffp-contract=off $<$<CONFIG:Release>:-O2>)
# What GCC 12 sees in optimised optionals, strings and rationals isn't there; the sanitizers look at what is.
set(FENGLU_FALSE_ALARMS -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
target_compile_options(fenglu_flags INTERFACE "$<$<AND:$<CONFIG:Release>,$<CXX_COMPILER_ID:GNU>>:${FENGLU_FALSE_ALARMS}>")
if(FENGLU_SANITIZE)
  set(FENGLU_SANITIZERS address,undefined)
  if(FENGLU_SANITIZE STREQUAL thread)
    set(FENGLU_SANITIZERS thread)
  endif()
  # Without optimisation and with lines alone: half the time to build, and more to see.
  target_compile_options(fenglu_flags INTERFACE -fsanitize=${FENGLU_SANITIZERS} -fno-sanitize-recover=all -O0 -g1)
  target_link_options(fenglu_flags INTERFACE -fsanitize=${FENGLU_SANITIZERS})
endif()

if(FENGLU_FUZZ)
  target_compile_options(fenglu_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -O1)
  target_link_options(fenglu_flags INTERFACE -fsanitize=address,undefined)
endif()

# What most sources include, parsed once for all floors; all of them need the same flags and definitions for it.
find_package(Boost 1.74 REQUIRED)
find_package(nlohmann_json 3.10 REQUIRED)
target_link_libraries(fenglu_flags INTERFACE Boost::headers nlohmann_json::nlohmann_json)
file(WRITE ${PROJECT_BINARY_DIR}/precompiled.cpp.new "// Made by CMake: it carries the precompiled header.\n")
file(COPY_FILE ${PROJECT_BINARY_DIR}/precompiled.cpp.new ${PROJECT_BINARY_DIR}/precompiled.cpp ONLY_IF_DIFFERENT)
add_library(fenglu_precompiled OBJECT ${PROJECT_BINARY_DIR}/precompiled.cpp)
target_link_libraries(fenglu_precompiled PRIVATE fenglu_flags)
target_precompile_headers(fenglu_precompiled PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.hpp)

# One floor of the engine: engine/NAME, all its sources, and the lower floors it stands on. A floor of headers alone is an
# interface library; FENGLU_LINKAGE_NAME says which word further links take.
function(fenglu_floor name)
  cmake_parse_arguments(arg "" "" "ON" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/engine/${name}/*.cpp)
  set(linkage INTERFACE)
  if(sources)
    set(linkage PUBLIC)
    add_library(fenglu_${name} STATIC ${sources})
    target_precompile_headers(fenglu_${name} REUSE_FROM fenglu_precompiled)
  else()
    add_library(fenglu_${name} INTERFACE)
  endif()
  target_link_libraries(fenglu_${name} ${linkage} fenglu_flags)
  foreach(lower ${arg_ON})
    target_link_libraries(fenglu_${name} ${linkage} fenglu_${lower})
  endforeach()
  set(FENGLU_LINKAGE_${name} ${linkage} PARENT_SCOPE)
endfunction()

# The tests of one floor: tests/NAME/*.cpp, against engine/NAME and whatever else ON names. Label `unit`; add `long` where
# they take more than seconds.
function(fenglu_tests name)
  cmake_parse_arguments(arg "" "" "ON" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE fenglu_test_flags)
  foreach(floor ${arg_ON})
    target_link_libraries(test_${name} PRIVATE fenglu_${floor})
  endforeach()
  target_precompile_headers(test_${name} REUSE_FROM fenglu_test_precompiled)
  add_dependencies(unit_tests test_${name})
  add_test(NAME ${name} COMMAND test_${name})
  # No result may depend on the zone or the locale.
  set_tests_properties(${name} PROPERTIES LABELS unit ENVIRONMENT "TZ=Pacific/Chatham;LC_ALL=C.UTF-8")
endfunction()
