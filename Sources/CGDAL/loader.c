// GDAL is loaded when the first of its functions is called: with the 70 libraries
// that only it needs (Debian) that takes longer than all else that a call
// without rasters does, such as --help. Each function of functions.h stands here as
// a jump to where its slot points: first to the loader, from then on into GDAL.
// On other processors than x86-64 GDAL is linked (Package.swift).
#ifndef FACIES_GDAL_IS_LINKED

#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#if __has_include(<gdal/gdal_version.h>)
#include <gdal/gdal_version.h>
#else
#include <gdal_version.h>
#endif

#define HIDDEN __attribute__((visibility("hidden")))

#define FUNCTION(name)                  \
  extern HIDDEN void facies_first_##name(void); \
  HIDDEN void *facies_slot_##name = (void *)facies_first_##name;
#include "functions.h"
#undef FUNCTION

#define FUNCTION(name)                                      \
  __asm__(                                                  \
    ".text\n"                                               \
    ".globl " #name "\n"                                    \
    ".hidden " #name "\n"                                   \
    ".type " #name ", @function\n" #name ":\n"              \
    "  jmp *facies_slot_" #name "(%rip)\n"                  \
    ".size " #name ", . - " #name "\n"                      \
    ".globl facies_first_" #name "\n"                       \
    ".hidden facies_first_" #name "\n"                      \
    ".type facies_first_" #name ", @function\n"             \
    "facies_first_" #name ":\n"                             \
    "  lea facies_slot_" #name "(%rip), %r11\n"             \
    "  jmp facies_gdal_first\n"                             \
    ".size facies_first_" #name ", . - facies_first_" #name);
#include "functions.h"
#undef FUNCTION

// Keeps the registers that carry arguments (System V ABI, x86-64, 3.2.3) over
// the loading, and goes on to the function whose slot r11 points to.
__asm__(
  ".text\n"
  ".type facies_gdal_first, @function\n"
  "facies_gdal_first:\n"
  "  push %rbp\n"
  "  mov %rsp, %rbp\n"
  "  sub $208, %rsp\n"
  "  mov %rdi, 0(%rsp)\n"
  "  mov %rsi, 8(%rsp)\n"
  "  mov %rdx, 16(%rsp)\n"
  "  mov %rcx, 24(%rsp)\n"
  "  mov %r8, 32(%rsp)\n"
  "  mov %r9, 40(%rsp)\n"
  "  mov %rax, 48(%rsp)\n"
  "  mov %r11, 64(%rsp)\n"
  "  movups %xmm0, 80(%rsp)\n"
  "  movups %xmm1, 96(%rsp)\n"
  "  movups %xmm2, 112(%rsp)\n"
  "  movups %xmm3, 128(%rsp)\n"
  "  movups %xmm4, 144(%rsp)\n"
  "  movups %xmm5, 160(%rsp)\n"
  "  movups %xmm6, 176(%rsp)\n"
  "  movups %xmm7, 192(%rsp)\n"
  "  call facies_gdal_load\n"
  "  mov 0(%rsp), %rdi\n"
  "  mov 8(%rsp), %rsi\n"
  "  mov 16(%rsp), %rdx\n"
  "  mov 24(%rsp), %rcx\n"
  "  mov 32(%rsp), %r8\n"
  "  mov 40(%rsp), %r9\n"
  "  mov 48(%rsp), %rax\n"
  "  mov 64(%rsp), %r11\n"
  "  movups 80(%rsp), %xmm0\n"
  "  movups 96(%rsp), %xmm1\n"
  "  movups 112(%rsp), %xmm2\n"
  "  movups 128(%rsp), %xmm3\n"
  "  movups 144(%rsp), %xmm4\n"
  "  movups 160(%rsp), %xmm5\n"
  "  movups 176(%rsp), %xmm6\n"
  "  movups 192(%rsp), %xmm7\n"
  "  leave\n"
  "  jmp *(%r11)\n"
  ".size facies_gdal_first, . - facies_gdal_first");

static const struct {
  const char *name;
  void **slot;
} functions[] = {
#define FUNCTION(name) {#name, &facies_slot_##name},
#include "functions.h"
#undef FUNCTION
};

// The library that the headers are of: GDAL 3.6 is libgdal.so.32, 3.7 is .33.
_Static_assert(GDAL_VERSION_MAJOR == 3, "the names of GDAL 4's library are not known");
enum { soVersion = 26 + GDAL_VERSION_MINOR };

static void fail(const char *why) {
  dprintf(
    STDERR_FILENO, "facies: GDAL %s (libgdal.so.%d) cannot be loaded: %s; install it or build facies anew\n",
    GDAL_RELEASE_NAME, soVersion, why ? why : "no reason given");
  _exit(1);
}

static void load(void) {
  char name[32];
  snprintf(name, sizeof name, "libgdal.so.%d", soVersion);
  void *library = dlopen(name, RTLD_LAZY | RTLD_GLOBAL);
  if (library == NULL) fail(dlerror());
  for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
    void *function = dlsym(library, functions[i].name);
    if (function == NULL) fail(dlerror());
    __atomic_store_n(functions[i].slot, function, __ATOMIC_RELEASE);
  }
}

__attribute__((used, visibility("hidden"))) void facies_gdal_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
}

#endif
