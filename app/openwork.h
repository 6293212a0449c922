// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QString>

#include <optional>
#include <string>

// What somebody was in the middle of: a run of a runbook that is neither finished nor aborted, or
// an incident that is open.
struct OpenWork
{
    enum class Kind
    {
        Run,
        Incident,
    };
    Kind kind = Kind::Run;
    std::string recording;
    std::string incident; // its id; empty of a run
    bool isHere = false; // in the recording of this window
};

// Of the recording of this window, else of the newest other one in the folder; a run before an
// incident. Reads files: a worker thread.
std::optional<OpenWork> openWorkOf(const std::string& ownRecording, const QString& folder,
                                   telemetry::Timestamp now);
