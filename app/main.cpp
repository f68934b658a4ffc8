// fenglu, the command: see docs/command-line.md.
#include <csignal>
#include <exception>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "app/commands.hpp"
#include "app/completion.hpp"
#include "engine/diagnostic/code.hpp"

namespace {

using namespace fenglu::app;

Exit carry_out(const std::vector<std::string>& arguments, Console& console) {
  CommandLine line(console);
  add_run(line, console);
  add_explain(line, console);
  add_check(line, console);
  add_test(line, console);
  add_show(line, console);
  add_schema(line, console);
  add_careers(line, console);
  add_diff(line, console);
  add_completion(line, console);
  add_man(line, console);
  if (!arguments.empty() && arguments.front() == asks_for_candidates) {
    const std::vector<std::string> words(arguments.begin() + 1, arguments.end());
    return print(written(candidates(line, words, console.language()))) ? Exit::refused : Exit::done;
  }
  return line.carry_out(arguments);
}

}  // namespace

int main(int argc, char** argv) {
#ifdef __GLIBC__
  // Blocks of text come and go by the hundred: memory that was given back would be asked for again, page by page.
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
  ::mallopt(M_TOP_PAD, 4 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 1 << 25);
#endif
  // A reader that goes away is a failed write like any other.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const Manners manners = manners_of(arguments);
  Console console(manners.language, manners.json_errors);
  try {
    return static_cast<int>(carry_out(arguments, console));
  } catch (const std::exception& fault) {
    console.tell({fenglu::Code::internal_fault, {}, {fault.what()}});
  } catch (...) {
    console.tell({fenglu::Code::internal_fault, {}, {"?"}});
  }
  return static_cast<int>(Exit::fault);
}
