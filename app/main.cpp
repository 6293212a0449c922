// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/firstpaint.h"
#include "app/commandline.h"
#include "app/commands/keyring.h"
#include "app/commands/outcome.h"
#include "app/coreguard.h"
#include "app/guimain.h"
#include "models/net/secrets.h"

int main(int argc, char* argv[])
{
    if (bench::isEmptyWindowAsked())
        return bench::showEmptyWindow(argc, argv);
    coreguard::forbidCores();
    net::setKeyring(commands::secretFromKeyring);
    const CommandLine commandLine = runCommandLine(argc, argv);
    return commandLine.window ? openWindow(argc, argv, *commandLine.window)
                              : commands::finishOutput(commandLine.status);
}
