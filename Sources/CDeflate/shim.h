#ifndef FACIES_CDEFLATE_SHIM_H
#define FACIES_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
