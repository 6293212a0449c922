// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/linkmodel.h"

#include "models/items/formats.h"
#include "models/items/shortline.h"
#include "models/telemetry/filled.h"
#include "models/telemetry/linkreason.h"

#include <QCoreApplication>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::LinkState;
using telemetry::LinkStatus;

constexpr telemetry::Duration kNewest = std::chrono::seconds(5);

QString stateText(const LinkStatus& link, telemetry::Timestamp now)
{
    QString text = linkStateText(link.state);
    if (!link.reason.empty())
        text += u": "_s + linkReasonText(link.reason);
    if (link.nextTry && link.state == LinkState::Failing)
        text += *link.nextTry > now
            ? LinkModel::tr(" · next try in %1").arg(ageText(*link.nextTry - now))
            : LinkModel::tr(" · trying again");
    return text;
}

QString lostText(const LinkStatus& link)
{
    QStringList parts;
    if (link.rejected > 0)
        parts << LinkModel::tr("%1 rejected")
                     .arg(countText(static_cast<std::int64_t>(link.rejected)));
    if (link.refused > 0)
        parts << LinkModel::tr("%1 sent away")
                     .arg(countText(static_cast<std::int64_t>(link.refused)));
    return parts.isEmpty() ? u"0"_s : parts.join(u" · "_s);
}

} // namespace

QString linkStateText(LinkState state)
{
    switch (state) {
    case LinkState::Waiting:
        return LinkModel::tr("waiting");
    case LinkState::Connected:
        return LinkModel::tr("connected");
    case LinkState::Lagging:
        return LinkModel::tr("lagging");
    case LinkState::Stale:
        return LinkModel::tr("stale");
    case LinkState::Failing:
        return LinkModel::tr("failing");
    case LinkState::Closed:
        return LinkModel::tr("closed");
    }
    return {};
}

QString linkReasonText(const std::string& reason)
{
    const auto said = telemetry::linkReasonFrom(reason);
    if (!said)
        return shortLine(reason);
    const QString pattern =
        QCoreApplication::translate("items::LinkModel", telemetry::patternOf(said->reason));
    return shortLine(telemetry::filled(pattern.toStdString(), said->values));
}

QString unknownText()
{
    return u"–"_s;
}

QString noSkewText()
{
    return LinkModel::tr("none");
}

QString lagText(const LinkStatus& link)
{
    // How late a file was read says nothing of the service.
    const bool isTold = link.lag && link.state != LinkState::Closed;
    return isTold ? durationText(*link.lag) : unknownText();
}

QString skewText(const LinkStatus& link)
{
    if (!link.skew)
        return unknownText();
    if (std::chrono::abs(*link.skew) < std::chrono::seconds(1))
        return noSkewText();
    const QString amount = ageText(std::chrono::abs(*link.skew));
    return link.skew->count() > 0 ? LinkModel::tr("%1 ahead").arg(amount)
                                  : LinkModel::tr("%1 behind").arg(amount);
}

LinkModel::LinkModel(QObject* parent)
    : TableModel(parent)
{
}

int LinkModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LinkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= LastColumn ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == ItemsColumn)
        return tr("Spans, log records and metric points that came; below, records are spans and "
                  "log records that were read.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SourceColumn:
        return tr("Source");
    case StateColumn:
        return tr("State");
    case LastColumn:
        return tr("Last data");
    case LagColumn:
        return tr("Lag");
    case SkewColumn:
        return tr("Clock");
    case RateColumn:
        return tr("Items/s");
    case ItemsColumn:
        return tr("Items");
    case LostColumn:
        return tr("Not kept");
    default:
        return {};
    }
}

std::string LinkModel::keyFor(const std::string& source, const std::string& service,
                              const std::string& instance)
{
    return source + '\n' + service + '\n' + instance;
}

void LinkModel::setLinks(std::vector<LinkStatus> links, telemetry::Timestamp now)
{
    m_now = now;
    setRows(std::move(links));
}

QString LinkModel::text(const LinkStatus& row, int column) const
{
    switch (column) {
    case SourceColumn:
        // A sender stands below its endpoint, indented, and so do its instances below it.
        if (!row.instance.empty())
            return u"        "_s + shortLine(row.instance);
        return row.service.empty() ? (row.source.empty() ? tr("others") : shortLine(row.source))
                                   : u"    "_s + shortLine(row.service);
    case StateColumn:
        return stateText(row, m_now);
    case LastColumn:
        // An import is looked at with a cursor that is older than its reading.
        // Live, what has just come may be a little newer than the cursor.
        return row.lastData && *row.lastData <= m_now + kNewest
            ? ageText(std::max(telemetry::Duration::zero(), m_now - *row.lastData))
            : unknownText();
    case LagColumn:
        return lagText(row);
    case SkewColumn:
        return skewText(row);
    case RateColumn:
        return row.itemsPerSecond ? shortCountText(*row.itemsPerSecond) : unknownText();
    case ItemsColumn:
        return countText(static_cast<std::int64_t>(row.items));
    case LostColumn:
        return lostText(row);
    default:
        return {};
    }
}

QVariant LinkModel::cell(const LinkStatus& row, int column, int role) const
{
    switch (role) {
    case LevelRole:
        return row.service.empty() ? 0 : row.instance.empty() ? 1 : 2;
    case StateRole:
        return static_cast<int>(row.state);
    case Qt::TextAlignmentRole:
        return static_cast<int>((column >= LastColumn ? Qt::AlignRight : Qt::AlignLeft)
                                | Qt::AlignVCenter);
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return column == SourceColumn
            ? shortLine((row.instance.empty() ? "" : row.instance + ", ")
                        + (row.service.empty() ? row.source : row.service + ", " + row.source))
            : text(row, column);
    default:
        return {};
    }
}

} // namespace items
