#ifndef FACIES_PEAKS_H
#define FACIES_PEAKS_H

#include <stddef.h>

/// Floating-point operations of fk_peak_fma(rounds), in the widest build that
/// this processor runs.
double fk_peak_operations(size_t rounds);

/// Multiplies and adds in registers only; returns what came of it, so that
/// nothing is left out.
float fk_peak_fma(size_t rounds);

#endif
