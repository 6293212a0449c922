// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/crashwatch.h"

#include "app/commands/crashfiles.h"
#include "app/commands/terminal.h"
#include "app/crashhandler.h"
#include "app/logring.h"

#include <cstdio>

void watchForCrashes(const QString& version)
{
    logring::watchQtMessages();
    commands::keepNewestCrashes();
    if (!crash::install(commands::crashFolder(), version))
        commands::print(stderr,
                        "plumbline: a crash would leave no report: the folder plumbline/crashes in "
                        "~/.local/state, or where XDG_STATE_HOME says, cannot be written to.\n");
}
