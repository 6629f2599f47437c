#ifndef FACIES_CCAIRO_SHIM_H
#define FACIES_CCAIRO_SHIM_H

#include <cairo.h>

#endif
