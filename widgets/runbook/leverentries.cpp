// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/leverentries.h"

#include <QCoreApplication>

namespace runbookview {

namespace {

struct RungWords
{
    Q_DECLARE_TR_FUNCTIONS(runbookview)
};

} // namespace

QString rungText(runbook::RungKind kind)
{
    switch (kind) {
    case runbook::RungKind::Sent:
        return RungWords::tr("Sent");
    case runbook::RungKind::Accepted:
        return RungWords::tr("Accepted");
    case runbook::RungKind::InEffect:
        return RungWords::tr("In effect");
    case runbook::RungKind::Recovered:
        return RungWords::tr("Recovered");
    }
    return {};
}

QString rungStateText(runbook::RungState state)
{
    switch (state) {
    case runbook::RungState::Waiting:
        return RungWords::tr("not yet");
    case runbook::RungState::Reached:
        return RungWords::tr("reached");
    case runbook::RungState::Failed:
        return RungWords::tr("failed");
    case runbook::RungState::Unknown:
        return RungWords::tr("unknown");
    case runbook::RungState::Void:
        return RungWords::tr("cannot be reached");
    }
    return {};
}

} // namespace runbookview
