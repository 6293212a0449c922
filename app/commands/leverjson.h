// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace commands {

// How the `lever` subcommand and its journal write things. Bytes that are not text are kept beside
// the text as base64.
QJsonObject toJson(const runbook::LeverDescription& lever);
QJsonObject toJson(const runbook::LeverState& state);
QJsonObject toJson(const runbook::LeverPlan& plan);
QJsonObject toJson(const runbook::Rung& rung);
QJsonArray toJson(const std::vector<runbook::Rung>& rungs);
QJsonArray toJson(const std::vector<runbook::ServingSight>& served);
// {outcome, lever, target, from, to, rungs, before, after, message, raw_reply, served, replicas,
// undo}
QJsonObject toJson(const runbook::LeverPlan& plan, const runbook::FireResult& result);

// What toJson wrote; nullopt when it is no state.
std::optional<runbook::LeverState> stateFromJson(const QJsonObject& json);

} // namespace commands
