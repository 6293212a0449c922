// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/telemetry/link.h"

#include <QMetaType>

#include <string>
#include <vector>

namespace items {

// Why a link is in its state, or why there is a gap, as it was recorded: in the window's language
// where the words are our own.
QString linkReasonText(const std::string& reason);

// How each source is coming in. Text is safe to show on one line. GUI thread.
class LinkModel final : public TableModel<telemetry::LinkStatus, std::string>
{
    Q_OBJECT

public:
    enum Column
    {
        SourceColumn,
        StateColumn, // with the reason
        LastColumn,
        LagColumn,
        SkewColumn,
        RateColumn,
        ItemsColumn,
        LostColumn, // rejected and sent away
        ColumnCount,
    };
    enum Role
    {
        StateRole = Qt::UserRole + 1, // int, telemetry::LinkState
        LevelRole, // int: 0 of an endpoint, 1 of a sender, 2 of one of its instances
    };

    explicit LinkModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Ages count from `now`.
    void setLinks(std::vector<telemetry::LinkStatus> links, telemetry::Timestamp now);
    static std::string keyFor(const std::string& source, const std::string& service,
                              const std::string& instance = {});

protected:
    QVariant cell(const telemetry::LinkStatus& row, int column, int role) const override;
    std::string keyOf(const telemetry::LinkStatus& row) const override
    {
        return keyFor(row.source, row.service, row.instance);
    }
    bool isSame(const telemetry::LinkStatus&, const telemetry::LinkStatus&) const override
    {
        return false; // ages change with the cursor
    }

private:
    QString text(const telemetry::LinkStatus& row, int column) const;

    telemetry::Timestamp m_now;
};

// "connected", "stale": the word for people.
QString linkStateText(telemetry::LinkState state);
// "0.3 s": how late things come; "–" when that is not known.
QString lagText(const telemetry::LinkStatus& link);
// "3 h ahead", "none", "–" when it is not known yet.
QString skewText(const telemetry::LinkStatus& link);

// What cells say of what is not known, and of a clock that goes right.
QString unknownText();
QString noSkewText();

} // namespace items
