#ifndef FACIES_CSEP_SHIM_H
#define FACIES_CSEP_SHIM_H

#include <stddef.h>
#include <sep.h>

#endif
