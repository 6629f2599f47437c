#ifndef FACIES_COPENBLAS_SHIM_H
#define FACIES_COPENBLAS_SHIM_H

#include <cblas.h>

// LAPACK's Fortran entry points live in the same library; OpenBLAS ships no
// header for them without pulling in C99 complex types that Swift cannot
// import, so the ones we call are declared here.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a,
             const int *lda, double *w, double *work, const int *lwork,
             int *iwork, const int *liwork, int *info);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda,
             int *info);
void dtrtri_(const char *uplo, const char *diag, const int *n, double *a,
             const int *lda, int *info);

#endif
