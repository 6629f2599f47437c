#ifndef FACIES_CPNG_SHIM_H
#define FACIES_CPNG_SHIM_H

#include <png.h>

#endif
