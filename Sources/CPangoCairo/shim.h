#ifndef FACIES_CPANGOCAIRO_SHIM_H
#define FACIES_CPANGOCAIRO_SHIM_H

#include <cairo.h>
#include <pango/pangocairo.h>

#endif
