// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/operatorname.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace commands {

// What a command asks of an incident while a window writes into the recording: in a file of the
// account's own beside it ("today.plumb.incident-asks-bo"; see ownedfile.h), which that window
// reads. It makes the entry anew against what stands by then (incident::madeAnew()), writes it into
// its chain as that account's, and says what became of it in one of its own
// ("today.plumb.incident-desk"), which is there while it takes requests and no longer.
struct IncidentRequest
{
    std::string id; // random
    Operator who; // the account is the file's owner's, whatever the line says
    telemetry::Timestamp asked;
    telemetry::Timestamp until; // nobody takes it later
    telemetry::TimelineEntry entry; // kind "incident", with subject and payload
};

struct RequestReply
{
    enum class State : std::uint8_t
    {
        Taken, // nothing else is known yet
        Written,
        Refused,
    };
    std::string id; // of the request
    State state = State::Taken;
    std::int64_t sequence = 0; // of the entry; where it is written
    telemetry::Error error = {}; // where it is refused
};

inline constexpr std::chrono::seconds kRequestHolds{5};
// After its end: until then what was taken is written or refused.
inline constexpr std::chrono::seconds kRequestSettles{10};
inline constexpr const char* kRequestMember = "request"; // of the payload of the entry: its id

// Of the window that writes there. The sign that it takes requests; and its end.
telemetry::Result<void> openRequestDesk(const std::string& recording);
// Where it is full: anew, with what was said last, which may not have been read yet.
telemetry::Result<void> renewRequestDesk(const std::string& recording);
void closeRequestDesk(const std::string& recording);
bool hasRequestDesk(const std::string& recording);

// Refused error that names the file where it cannot be.
telemetry::Result<void> ask(const std::string& recording, const IncidentRequest& request);
telemetry::Result<void> reply(const std::string& recording, const RequestReply& reply);
// Lines that are none, and files that prove nothing, are left out.
std::vector<IncidentRequest> requestsBeside(const std::string& recording);
// Of the account that the recording belongs to, and of nobody else.
std::vector<RequestReply> repliesBeside(const std::string& recording);

// Waits, and not for ever, until it was written: the entry's sequence. Refused as the window
// refuses it; unreachable where nobody took it, and then nothing was written; unknown where it was
// taken and nothing more was heard.
telemetry::Result<std::int64_t> awaitReply(const std::string& recording,
                                           const IncidentRequest& request);

} // namespace commands
