#include <stdlib.h>
#include <string.h>

#include "dispatch.h"

static int detect(void) {
  int level = FK_PLAIN;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    level = FK_AVX2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
      level = FK_AVX512;
  }
#endif
  const char *wish = getenv("FACIES_CPU");
  if (wish == NULL) return level;
  if (strcmp(wish, "plain") == 0) return FK_PLAIN;
  if (strcmp(wish, "avx2") == 0 && level > FK_AVX2) return FK_AVX2;
  return level;
}

int fk_level(void) {
  // Written once with the same value by whoever comes first.
  static _Atomic int level = -1;
  int known = level;
  if (known < 0) level = known = detect();
  return known;
}

const char *fk_cpu(void) {
  static const char *const names[] = {"plain", "avx2", "avx512"};
  return names[fk_level()];
}
