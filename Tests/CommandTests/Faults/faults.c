// Preloaded into a program, counts its calls to the system that change what is
// under a folder, and makes one of them fail or ends the program there, as a
// full or broken disk or a power cut would. A filter of the kernel (seccomp)
// hands every such call to us, also those that the C library makes inside
// itself, which replacing its functions would not see.
//
//   FAULTS_FOLDER  calls on files under this folder count
//   FAULTS_AT      the call that fails, from 1; without it none does
//   FAULTS_ERROR   its errno; 0 kills the program instead
//   FAULTS_LAST    set: all later calls fail too
//   FAULTS_LOG     gets a line for every call: number, name, path
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef __x86_64__
#error "faults.c knows the registers of x86-64 alone"
#endif

enum { from_descriptor, from_path, from_folder, from_two, from_two_folders };

static const struct {
  int number;
  int place;
  const char *name;
} calls[] = {
  {SYS_write, from_descriptor, "write"},
  {SYS_pwrite64, from_descriptor, "pwrite"},
  {SYS_writev, from_descriptor, "writev"},
  {SYS_pwritev, from_descriptor, "pwritev"},
  {SYS_pwritev2, from_descriptor, "pwritev2"},
  {SYS_fsync, from_descriptor, "fsync"},
  {SYS_fdatasync, from_descriptor, "fdatasync"},
  {SYS_syncfs, from_descriptor, "syncfs"},
  {SYS_ftruncate, from_descriptor, "ftruncate"},
  {SYS_fallocate, from_descriptor, "fallocate"},
  {SYS_sendfile, from_descriptor, "sendfile"},
  {SYS_open, from_path, "open"},
  {SYS_openat, from_folder, "openat"},
  {SYS_mkdir, from_path, "mkdir"},
  {SYS_mkdirat, from_folder, "mkdirat"},
  {SYS_rename, from_two, "rename"},
  {SYS_renameat, from_two_folders, "renameat"},
  {SYS_renameat2, from_two_folders, "renameat2"},
};
enum { callCount = sizeof calls / sizeof calls[0] };

static char folder[4096];
static long failing;
static int failure;
static int lasts;
static int logFile = -1;
static atomic_long counted;
static atomic_int isArmed;

// The calls that are really made come from a page of their own, from which the
// filter lets them pass. Its address is fixed: programs that this one starts
// inherit the filter.
#define STUB ((unsigned char *)0x200000000000)
static const unsigned char stub[] = {
  0x48, 0x89, 0xf8,              // mov rax, rdi
  0x48, 0x89, 0xf7,              // mov rdi, rsi
  0x48, 0x89, 0xd6,              // mov rsi, rdx
  0x48, 0x89, 0xca,              // mov rdx, rcx
  0x4d, 0x89, 0xc2,              // mov r10, r8
  0x4d, 0x89, 0xc8,              // mov r8, r9
  0x4c, 0x8b, 0x4c, 0x24, 0x08,  // mov r9, [rsp + 8]
  0x0f, 0x05,                    // syscall
  0xc3,                          // ret
};
typedef long (*Call)(long, long, long, long, long, long, long);
static const Call call = (Call)STUB;

static void copyLink(const char *link, char *out, size_t size) {
  long n = call(SYS_readlink, (long)link, (long)out, (long)size - 1, 0, 0, 0);
  out[n > 0 ? n : 0] = 0;
}

static void pathOf(int descriptor, char *out, size_t size) {
  char link[64];
  if (descriptor == AT_FDCWD) strcpy(link, "/proc/self/cwd");
  else snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  copyLink(link, out, size);
}

static void absolute(int base, const char *path, char *out, size_t size) {
  out[0] = 0;
  if (path[0] != '/') {
    pathOf(base, out, size);
    strncat(out, "/", size - strlen(out) - 1);
  }
  strncat(out, path, size - strlen(out) - 1);
}

static int isInside(const char *path) {
  size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

// Whether a call counts; its path and, of a renaming, the new one.
static int counts(int which, const long *a, char *path, char *other, size_t size) {
  other[0] = 0;
  switch (calls[which].place) {
  case from_descriptor:
    pathOf((int)a[0], path, size);
    break;
  case from_path:
    absolute(AT_FDCWD, (const char *)a[0], path, size);
    break;
  case from_folder:
    absolute((int)a[0], (const char *)a[1], path, size);
    break;
  case from_two:
    absolute(AT_FDCWD, (const char *)a[0], path, size);
    absolute(AT_FDCWD, (const char *)a[1], other, size);
    break;
  default:
    absolute((int)a[0], (const char *)a[1], path, size);
    absolute((int)a[2], (const char *)a[3], other, size);
  }
  return isInside(path);
}

static void note(long number, const char *name, const char *path, const char *other) {
  char line[8400];
  if (logFile < 0) return;
  int n = snprintf(
    line, sizeof line, "%ld\t%s\t%s\t%s\n", number, name, path, other);
  if (n > 0) call(SYS_write, logFile, (long)line, n, 0, 0, 0);
}

static long answer(long number, const long *a) {
  char path[4096], other[4096];
  for (int which = 0; which < callCount; which++) {
    if (calls[which].number != number || !counts(which, a, path, other, sizeof path)) continue;
    long n = atomic_fetch_add(&counted, 1) + 1;
    note(n, calls[which].name, path, other);
    if (failing == 0 || n < failing || (n > failing && !lasts)) break;
    if (failure == 0) call(SYS_kill, getpid(), SIGKILL, 0, 0, 0, 0);
    return -failure;
  }
  return call(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static void trapped(int signal, siginfo_t *info, void *context) {
  (void)signal;
  int kept = errno;
  greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
  long a[6] = {r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]};
  atomic_store(&isArmed, 1);
  r[REG_RAX] = answer(info->si_syscall, a);
  errno = kept;
}

static void stop(const char *why) {
  fprintf(stderr, "faults: %s: %s\n", why, strerror(errno));
  _exit(99);
}

static void filter(void) {
  struct sock_filter code[2 * callCount + 16];
  int n = 0;
#define ADD(...) code[n++] = (struct sock_filter)__VA_ARGS__
  ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4));
  ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)((size_t)STUB >> 32), 0, 3));
  ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)));
  ADD(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 4096, 1, 0));
  ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)));
  // Files that are only read are opened without us: a program's loader does so
  // before there is anybody to catch the signal.
  for (int i = 0; i < callCount; i++) {
    int flags = calls[i].number == SYS_open ? 1 : calls[i].number == SYS_openat ? 2 : 0;
    ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[i].number, 0, flags ? 4 : 1));
    if (flags) {
      ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[flags])));
      ADD(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_CREAT, 1, 0));
      ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP));
  }
  ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
#undef ADD
  struct sock_fprog program = {(unsigned short)n, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) stop("no filter may be set");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) stop("no filter may be set");
}

__attribute__((constructor)) static void arm(void) {
  const char *root = getenv("FAULTS_FOLDER");
  if (root == NULL) return;
  snprintf(folder, sizeof folder, "%s", root);
  failing = getenv("FAULTS_AT") ? atol(getenv("FAULTS_AT")) : 0;
  failure = getenv("FAULTS_ERROR") ? atoi(getenv("FAULTS_ERROR")) : 0;
  lasts = getenv("FAULTS_LAST") != NULL;
  if (getenv("FAULTS_LOG")) {
    int low = open(getenv("FAULTS_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    logFile = fcntl(low, F_DUPFD_CLOEXEC, 500);
    close(low);
  }
  void *page = mmap(
    STUB, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  if (page != STUB) stop("no page for the calls");
  memcpy(page, stub, sizeof stub);
  if (mprotect(page, 4096, PROT_READ | PROT_EXEC) != 0) stop("no page for the calls");
  struct sigaction action = {0};
  action.sa_sigaction = trapped;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;
  if (sigaction(SIGSYS, &action, NULL) != 0) stop("SIGSYS cannot be caught");
  fsync(-1);  // trapped where a program that started this one has set the filter
  if (!atomic_load(&isArmed)) filter();
}
