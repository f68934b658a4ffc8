// fenglu completion: the script by which a shell completes the command.
#include "app/commands.hpp"
#include "app/completion.hpp"
#include "engine/diagnostic/code.hpp"

namespace fenglu::app {

namespace {

// Each asks the command itself for candidates, so that none has to be written anew when the command changes.
constexpr std::string_view bash =
    R"(# fenglu's completion for bash: source it, or put it into share/bash-completion/completions.
_fenglu() {
  local IFS=$'\n' cur=${COMP_WORDS[COMP_CWORD]} word
  [[ $cur == = ]] && cur=
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    case $word in
      :files) compopt -o filenames; COMPREPLY+=($(compgen -f -- "$cur")) ;;
      :dirs) compopt -o filenames; COMPREPLY+=($(compgen -d -- "$cur")) ;;
      *) COMPREPLY+=("$word") ;;
    esac
  done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[-=,/] ]] && compopt -o nospace
  return 0
}
complete -F _fenglu fenglu
)";

constexpr std::string_view zsh = R"(#compdef fenglu
# fenglu's completion for zsh: put it into a folder of $fpath under the name _fenglu.
_fenglu() {
  local line word
  local -a whole begun
  for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    word=${line%%$'\t'*}
    case $word in
      '') ;;
      :files) _files ;;
      :dirs) _files -/ ;;
      *[-=,/]) begun+=("$word") ;;
      *) whole+=("${word//:/\\:}:${line#*$'\t'}") ;;
    esac
  done
  ((${#begun})) && compadd -S '' -- "${begun[@]}"
  ((${#whole})) && _describe -t fenglu fenglu whole
  return 0
}
if [[ ${funcstack[1]} == _fenglu ]]; then _fenglu "$@"; else compdef _fenglu fenglu; fi
)";

constexpr std::string_view fish =
    R"(# fenglu's completion for fish: put it into share/fish/vendor_completions.d, or ~/.config/fish/completions.
function __fenglu_candidates
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case ':files*'
                __fish_complete_path "$current"
            case ':dirs*'
                __fish_complete_directories "$current"
            case '*'
                echo $line
        end
    end
end
complete -c fenglu -f -a '(__fenglu_candidates)'
)";

Exit completion(const std::string& shell, Console& console) {
  std::string_view script;
  if (shell == "bash") script = bash;
  if (shell == "zsh") script = zsh;
  if (shell == "fish") script = fish;
  if (shell.empty()) {
    return console.refuse({Code::missing_flag, {}, {"bash|zsh|fish", "fenglu completion bash"}});
  }
  if (script.empty()) {
    const Text choices{"bash、zsh 或 fish", "bash, zsh or fish"};
    return console.refuse({Code::flag_value, {}, {"fenglu completion", "'" + shell + "'", choices}});
  }
  const auto failure = print(script);
  return failure ? console.refuse(*failure) : Exit::done;
}

}  // namespace

void add_completion(CommandLine& line, Console& console) {
  auto shell = std::make_shared<std::string>();
  Verb& verb = line.add("completion", {"写出命令行补全的脚本", "print the script by which a shell completes fenglu"},
                        [shell, &console] { return completion(*shell, console); });
  verb.word("bash|zsh|fish", *shell, {"哪一种 shell", "for which shell"});
  verb.example("source <(fenglu completion bash)", {"在当前的 bash 中启用", "in this bash, now"});
}

}  // namespace fenglu::app
