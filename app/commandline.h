// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/outward.h"
#include "app/commands/recordedsource.h"
#include "models/items/viewstate.h"

#include <cstdint>
#include <optional>
#include <string>

// What the window is to be opened on, when the command line asks for a window at all.
struct WindowRequest
{
    enum class Kind
    {
        Live, // nothing named: receive on the usual port and record
        Recording, // `plumbline FILE`; without a file, of what the link is into
        Demo, // `plumbline demo`
    };
    Kind kind = Kind::Live;
    std::string recording;
    std::string origin = {}; // who vouches for it, where it came in a bundle
    std::string bundle = {}; // its file, where `recording` was unpacked from it
    std::string incident = {}; // that the bundle is of, shown where no link says otherwise
    std::string profile; // Live: the control plane; none when empty
    std::optional<std::string> keep; // Live: as `record --keep`; the settings' when absent
    std::string roles = {}; // file of roles; the settings' when empty
    bool isReadOnly = false; // no lever is moved
    std::string scenario;
    std::uint64_t seed = 1;
    double speed = 1;
    std::uint16_t controlPort = 0;
    bool isMixed = false; // with a harmless change
    commands::RecordedSource from = {}; // a recorded incident in the place of a scenario
    commands::OutwardOptions outward = {}; // not of a recording
    std::optional<items::ReadViewState> link = {}; // to be opened
    bool isNewWindow = false; // also where a window is open on it already
    bool isBare = true; // no option says how the window is to be, but which link it shows
};

struct CommandLine
{
    int status = 0; // exit status when there is no window to open
    std::optional<WindowRequest> window;
};

// Parses and, for a subcommand that needs no window, carries it out. Usage errors are printed with
// a hint and give status 2.
CommandLine runCommandLine(int argc, char** argv);
