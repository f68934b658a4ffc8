# Writes what is installed beside the command: FENGLU is the command, PAGES the folder.
function(write_page file)
  execute_process(COMMAND ${FENGLU} ${ARGN} OUTPUT_VARIABLE text RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "fenglu ${ARGN} ended with ${code}")
  endif()
  file(WRITE ${PAGES}/${file} "${text}")
endfunction()

write_page(en/fenglu.1 man --lang en)
write_page(zh/fenglu.1 man --lang zh)
write_page(bash/fenglu completion bash)
write_page(zsh/_fenglu completion zsh)
write_page(fish/fenglu.fish completion fish)
