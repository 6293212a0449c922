// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/reply.h"
#include "models/actuation/template.h"
#include "models/runbook/lever.h"

#include <array>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actuation {

// A JSON document that was read, with some places of it changed: for control planes that take back
// nothing but the whole. What is not named stays as it is, order and large numbers too.
struct BodyEdit
{
    struct Change
    {
        enum class Kind
        {
            Set, // or add, where only the last name of the pointer is missing
            Append, // to an array
            Remove, // no harm when it is not there
        };
        Kind kind = Kind::Set;
        TextTemplate pointer; // JSON Pointer; variables are escaped as one name
        BodyTemplate value;
    };
    std::string of; // the variable that holds the document
    std::string under; // sent as this member of an object, for what is wrapped; empty: as it is
    std::vector<Change> changes;
};

struct RequestTemplate
{
    std::string method = "GET";
    std::string host; // one of the profile's hosts; empty: the control plane itself
    // One of the profile's "auths", "default" for its "auth", "none"; empty: "default" for the
    // control plane itself, "none" for another host.
    std::string auth;
    TextTemplate path; // after the base URL; with the query
    std::vector<std::pair<std::string, TextTemplate>> headers;
    // At most one of these, sent with the content type of its kind unless a header says otherwise.
    std::optional<BodyTemplate> json; // application/json
    std::optional<BodyEdit> edit; // application/json
    std::optional<TextTemplate> text; // text/plain
    std::vector<std::pair<std::string, TextTemplate>> form; // application/x-www-form-urlencoded
};

// The variables that a request is made of.
std::set<std::string> usedVariables(const RequestTemplate& request);

// Of variables, before anything is asked.
struct Premise
{
    TextTemplate text;
    bool wantsEqual = true; // else different
    TextTemplate other;
};

// A variable that is taken out of a reply. Without a value and a default, `missing` is what is
// said: the thing is not there, and nothing can be done.
struct Taken
{
    std::string name;
    Selector selector;
    TextTemplate missing; // empty: the reply is called nonsense
};

// A request that only reads, before the one that counts: for ids behind names, documents to edit,
// event numbers. Its reply can be selected from by its name.
struct Lookup
{
    std::string name;
    RequestTemplate request;
    ReplyMatch absent; // says that there is no such entry; empty: no reply does
    ReplyMatch valid;
    std::vector<Taken> taken;
};

// What must hold or nothing is sent: the version to go back to is ready, say. Of a reading: or the
// state is not told.
struct Requirement
{
    std::vector<Premise> premises; // else it is not asked for
    ReplyMatch holds;
    TextTemplate otherwise; // what is said when it does not
};

// How the state is read.
struct ReadOperation
{
    std::vector<Lookup> lookups;
    RequestTemplate request;
    ReplyMatch absent; // says that there is no such entry; empty: no reply does
    ReplyMatch valid; // else the reply is nonsense; 2xx alone is a state
    std::vector<Requirement> requirements; // else it is refused
    std::vector<Taken> taken;
    Selector value;
    std::optional<Selector> version;
    std::optional<Selector> exists; // absent: it exists when there is a value
};

// Asks the control plane to try a write and not to do it.
struct DryRunRequest
{
    RequestTemplate request;
    std::vector<ReplyRule> rules; // accepted: it would be done
};

// What a step began is still under way when its reply comes: asked until it is done, has failed, or
// its time is over.
struct FinishCheck
{
    RequestTemplate request; // reads; made with what the step took out of its reply
    ReplyMatch done;
    std::optional<ReplyMatch> failed; // known not to have been carried out
    std::optional<Selector> shown; // what is told of the reply
    std::chrono::milliseconds within{30000};
};

struct WriteStep
{
    RequestTemplate request;
    std::optional<DryRunRequest> dryRun; // sent with each plan
    std::vector<ReplyRule> rules; // in order
    std::vector<Taken> taken; // for the steps that follow
    std::optional<FinishCheck> finish; // before the next one is sent, or the state is read back
    std::optional<Selector> version; // of what was written, from the reply
    std::optional<Selector> conflictValue; // what is there now, from a conflict's reply
    std::optional<Selector> conflictVersion;
};

// How it is changed, or taken away. Lookups and requirements are gone through when the plan is
// made, and once more just before the first step is sent. A step is sent when the one before was
// accepted.
struct WriteOperation
{
    std::vector<Lookup> lookups;
    std::vector<Requirement> requirements;
    std::vector<WriteStep> steps; // at least one
};

// A look at what serves, after the control plane shows the new state: the flag as an application
// gets it, the model that answers. Asked again until it holds or its time is over.
struct ServingCheck
{
    std::string title;
    std::vector<Premise> premises; // else the check is not for this write
    std::vector<Lookup> lookups;
    RequestTemplate request;
    ReplyMatch holds;
    std::optional<Selector> shown; // what is told of the reply
    std::chrono::milliseconds within{10000};
    int times = 1; // in a row, for what a single look may show by chance
};

// Variables of the templates: those of the profile and the lever, what lookups took, and
//   value    as the control plane takes it        to       canonical
//   version  of the state the plan was made from  before   its raw value
//   wanted   the raw value that is read when the write is in effect
//   target, environment                           secret, token: in headers and the login only
//   now, until   RFC 3339, UTC: when the plan was made, and that plus the lever's "lasting"
//   plan_id      a random id (UUID) of this plan  actor    who acts
inline constexpr std::array<std::string_view, 13> kGivenVariables{
    "value", "to",  "version", "before",  "wanted", "target", "environment",
    "actor", "now", "until",   "plan_id", "secret", "token"};

struct Operations
{
    ReadOperation read;
    WriteOperation write;
    std::optional<WriteOperation> remove; // undoes a write where nothing was before
    std::vector<ServingCheck> serves;
    std::vector<ServingCheck> servesNothing; // after a removal
    runbook::TokenStrength token = runbook::TokenStrength::None;
    bool isVersionShared = false; // see runbook::LeverDescription
    // By how much one write of ours moves a version that is a number; more: somebody else acted
    // too. 0: not told.
    int ownVersions = 0;
    bool isOnEveryReplica = false;
};

} // namespace actuation
