// The commands, a file each: every one adds itself to the line.
#pragma once

#include "app/command_line.hpp"

namespace fenglu::app {

void add_run(CommandLine& line, Console& console);
void add_explain(CommandLine& line, Console& console);
void add_check(CommandLine& line, Console& console);
void add_test(CommandLine& line, Console& console);
void add_show(CommandLine& line, Console& console);
void add_schema(CommandLine& line, Console& console);
void add_careers(CommandLine& line, Console& console);
void add_diff(CommandLine& line, Console& console);
// Of what the others have said of themselves.
void add_completion(CommandLine& line, Console& console);
void add_man(CommandLine& line, Console& console);

}  // namespace fenglu::app
