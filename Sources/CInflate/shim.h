#ifndef FACIES_CINFLATE_SHIM_H
#define FACIES_CINFLATE_SHIM_H

#include <bzlib.h>
#include <zlib.h>

#endif
