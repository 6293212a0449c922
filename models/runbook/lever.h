// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/leverrequest.h"
#include "models/runbook/rung.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace runbook {

// How much a version token protects against somebody else's change between reading and writing.
enum class TokenStrength : std::uint8_t
{
    None,
    Advisory,
    Atomic,
};

// What keeps a hand from a lever. Zero: no such limit.
struct LeverGuard
{
    int approvals = 0; // other people who have to agree; the one who fires is none of them
    bool isTyped = false; // the target has to be typed
    int perHour = 0; // firings of this lever
    std::int64_t blastRadius = 0; // answers of the last 15 minutes that it may touch
};

struct LeverDescription
{
    std::string id;
    std::string title;
    std::string kind; // breaker, pin, adapter, fallback, prompt
    std::string target; // what --confirm must repeat
    std::string environment;
    std::string significance; // what moving it means, in a sentence
    std::map<std::string, std::string> meanings; // what each value means, where the profile says so
    std::vector<std::string> values; // allowed values; empty: free text
    std::string safeValue; // moving here is the safe direction; empty when there is none
    std::string undoText; // how it is undone, in a sentence
    TokenStrength token = TokenStrength::None;
    // The version is that of a whole document or row, which moves with other things than this
    // lever, too: another version of the same value is nobody's change of it.
    bool isVersionShared = false;
    LeverGuard guard = {};
    // What of an answer shows the value in telemetry: model, version, adapter, prompt; empty:
    // nothing does.
    std::string seenAs = {};
};

struct LeverState
{
    std::string value; // canonical value, for example "tripped"
    std::string raw; // as the control plane holds it
    std::string version; // token, opaque
    bool exists = false;
    telemetry::Timestamp readAt;
    // What else the reading found and a write may need: an id behind a name. Never shown as value.
    std::map<std::string, std::string> found = {};
    // Where a lever has to be moved on several machines one by one: how it stands on each. `value`
    // is then theirs if all agree, else it counts them: "v7 (2 of 3), v6 (1 of 3)". Empty
    // otherwise.
    std::vector<LeverState> replicas = {};
    std::string endpoint = {}; // of a replica: its base URL
    std::string problem = {}; // of a replica: why it could not be read; the rest is empty then
};

// One look at what serves: whether the control plane's state has reached it.
struct ServingSight
{
    std::string title; // what was looked at
    bool isReached = false;
    std::string detail; // what was seen there
    telemetry::Timestamp seenAt = {};
    bool wasAsked = true; // false: it could not be, and the detail says why
};

// What does not show it, and what it shows instead, in words; empty: all of it does.
std::string missingIn(const std::vector<ServingSight>& sights);

// A machine that a plan says nothing of, and why: an undo takes back what we wrote, where we wrote.
struct LeftAlone
{
    std::string endpoint;
    std::string why; // a sentence
    bool isMissed = false; // what we wrote there stands, or may yet land: the undo is not whole
};

struct LeverPlan
{
    LeverDescription lever;
    LeverState before;
    std::string to; // canonical value after
    std::string rawAfter;
    std::vector<RequestPreview> requests;
    bool isNoChange = false; // it already stands there
    bool isRemoval = false; // an undo: there was no entry before, so the entry is taken away
    // What was looked up for this write; a firing finds the same, or sends nothing.
    std::map<std::string, std::string> found = {};
    // One for each machine where there are several: `requests` then holds those of all.
    std::vector<LeverPlan> replicas = {};
    std::string endpoint = {}; // of a replica's plan
    std::vector<DryRun> dryRuns = {}; // empty: the profile knows none
    std::vector<LeftAlone> leftAlone = {}; // of an undo: these machines are not touched
};

// What it will mean when the plan has been carried out, in a sentence: what the profile says of the
// value, else of the lever. An undo is never described as what it takes back. Empty: nothing is
// said.
std::string meaningOf(const LeverPlan& plan, bool isUndo);

// What stands under such a name is never written down: token, secret, password, credential, api key
// or authorization is part of it, whatever the case.
bool isSecretName(const std::string& name);

struct FireResult
{
    FireOutcome outcome = FireOutcome::Unknown;
    std::vector<Rung> rungs; // Sent, Accepted, InEffect
    LeverState before;
    LeverState after; // as read back; meaningless unless readBack
    bool wasReadBack = false;
    bool wasSent = false; // a write left; false when nothing had to be, or was, sent
    std::string writtenVersion; // of our write, where the control plane names it
    std::string rawReply; // status line and body of the write, kept for the record (secrets masked)
    std::string message;
    std::vector<ServingSight> served = {}; // what serves, as it was seen last; empty: nobody asked
    std::vector<FireResult> replicas = {}; // one for each of the plan's
    std::string endpoint = {}; // of a replica's result
};

// Told the rung Sent when the first byte of a write has left; the time is then.
using SentHandler = std::function<void(const Rung& sent)>;

// The only way an action leaves the console. Implementations: actuation's over HTTP, fakes in
// tests. Calls block; use from a worker thread. Replay is never given one.
class LeverGateway
{
public:
    LeverGateway() = default;
    LeverGateway(const LeverGateway&) = delete;
    LeverGateway& operator=(const LeverGateway&) = delete;
    virtual ~LeverGateway() = default;

    virtual std::vector<LeverDescription> levers() const = 0;
    virtual telemetry::Result<LeverState> read(const std::string& lever) = 0;
    // Reads, never writes; asks what the control plane would say, where it can be asked that.
    virtual telemetry::Result<LeverPlan> plan(const std::string& lever, const std::string& to) = 0;
    // A plan that changes nothing is read once more and sends nothing. All others: writes once,
    // conditionally on plan.before.version where the token allows. Never sends again on a timeout:
    // it reads back and says Unknown when that does not settle it. Errors are those of before the
    // send (nothing was written).
    virtual telemetry::Result<FireResult> fire(const LeverPlan& plan,
                                               const std::atomic<bool>* cancel) = 0;
    // As fire(); calls `whenSent` once, from any thread, while the reply is still awaited. Not
    // called where nothing leaves, or where an implementation cannot tell.
    virtual telemetry::Result<FireResult>
    fireWatched(const LeverPlan& plan, const std::atomic<bool>* cancel, const SentHandler& whenSent)
    {
        (void)whenSent;
        return fire(plan, cancel);
    }
    // Looks once whether what serves shows what the plan is to bring about; reads, never writes.
    // Empty: nobody knows how to ask. Of several machines all are asked, each named in its title.
    virtual telemetry::Result<std::vector<ServingSight>> serving(const LeverPlan& plan,
                                                                 const std::atomic<bool>* cancel)
    {
        (void)plan;
        (void)cancel;
        return std::vector<ServingSight>{};
    }
    // A plan that puts the captured prior state back. Knows nothing of who has moved it since: see
    // planUndo() of undorule.h, which is how an undo is planned. Of several machines those alone of
    // which the prior state is known; the others are left alone, by name.
    virtual telemetry::Result<LeverPlan> planUndo(const std::string& lever,
                                                  const LeverState& prior) = 0;
};

const char* toString(TokenStrength strength);

} // namespace runbook
