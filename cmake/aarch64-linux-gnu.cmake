# Built here for 64-bit ARM, run here by qemu: that the portable kernels give the same bits where there are no others.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L /usr/aarch64-linux-gnu)
# The libraries that are headers alone are this machine's own; their packages' files for CMake are kept by architecture.
set(Boost_NO_BOOST_CMAKE ON)
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
