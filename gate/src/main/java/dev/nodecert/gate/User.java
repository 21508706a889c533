package dev.nodecert.gate;

/** Who may come in, and what proves it. */
record User(String name, PasswordHash password, TotpSecret totpSecret) {}
