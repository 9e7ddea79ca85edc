/* mock.h - the smallest contract: what the harness's own tests run hostile peers on. */
#ifndef SEAM_MOCK_H
#define SEAM_MOCK_H

#include <seam/seam.h>

#ifdef __cplusplus
extern "C" {
#endif

struct seam_mock {
	/* Returns its argument. */
	int (*echo)(int value);
};

#ifdef __cplusplus
}
#endif
#endif
