// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/leverentries.h"

#include <QCoreApplication>

namespace runbookview {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("runbookview", text);
}

} // namespace

QString rungText(runbook::RungKind kind)
{
    switch (kind) {
    case runbook::RungKind::Sent:
        return tr("Sent");
    case runbook::RungKind::Accepted:
        return tr("Accepted");
    case runbook::RungKind::InEffect:
        return tr("In effect");
    case runbook::RungKind::Recovered:
        return tr("Recovered");
    }
    return {};
}

QString rungStateText(runbook::RungState state)
{
    switch (state) {
    case runbook::RungState::Waiting:
        return tr("not yet");
    case runbook::RungState::Reached:
        return tr("reached");
    case runbook::RungState::Failed:
        return tr("failed");
    case runbook::RungState::Unknown:
        return tr("unknown");
    case runbook::RungState::Void:
        return tr("cannot be reached");
    }
    return {};
}

} // namespace runbookview
