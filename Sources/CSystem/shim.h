#ifndef FACIES_CSYSTEM_SHIM_H
#define FACIES_CSYSTEM_SHIM_H

// Linux has it; Swift's module of the C library leaves it out, as glibc declares
// it for _GNU_SOURCE alone.
int syncfs(int descriptor);

#endif
