#ifndef FACIES_CWCS_SHIM_H
#define FACIES_CWCS_SHIM_H

#include <stddef.h>
#include <wcslib/wcs.h>
#include <wcslib/wcsfix.h>
#include <wcslib/wcshdr.h>

// Swift cannot see the flag that tells wcslib that a struct holds nothing
// yet: it is -1, in the first field.
static inline int facies_wcs_copy(const struct wcsprm *from, int *count,
                                  int *axes, struct wcsprm *to) {
  to->flag = -1;
  return wcssub(1, from, count, axes, to);
}

#endif
