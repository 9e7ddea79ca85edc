/* main.c - the probe as a program, for library peers. */
#include <seam/probe.h>

int main(int argc, char **argv)
{
	return seam_probe_main(NULL, argc, argv);
}
