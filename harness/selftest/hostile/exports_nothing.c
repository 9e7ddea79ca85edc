/* A library that is no peer. */
int nothing_of_interest;
