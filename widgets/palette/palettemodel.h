// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/palette/paletteentry.h"

#include <QAbstractListModel>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <vector>

namespace palette {

// The entries that answer to what is typed, best first; those that cannot be chosen now stand last,
// and behind all of them what a search has found, in its own order. GUI thread.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr std::size_t kMostRows = 200; // beside what a search has found

    struct Row
    {
        Entry entry;
        std::vector<int> titlePlaces; // UTF-16 units that were typed
        std::vector<int> detailPlaces;
    };

    explicit PaletteModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    // DisplayRole: the title; AccessibleTextRole: all that the row shows; ToolTipRole.
    QVariant data(const QModelIndex& index, int role) const override;
    const Row& row(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }

    // Nothing is typed then. `recent`: keys, the last first; they lead while nothing is typed.
    void setEntries(std::vector<Entry> entries, const QStringList& recent);
    void setTyped(const QString& typed);
    // Behind the others; shown in the scopes All and Traces. What is the same stays.
    void setFound(std::vector<Entry> found);

    Scope scope() const { return m_scope; }
    QString text() const { return m_text; } // without the sign
    std::size_t matching() const
    {
        return m_matching;
    } // entries; more than kMostRows are not shown

private:
    void rank();
    Row foundRow(const Entry& entry) const;

    std::vector<Entry> m_entries;
    QStringList m_recent;
    Scope m_scope = Scope::All;
    QString m_text;
    std::vector<Row> m_rows;
    std::size_t m_ranked = 0; // rows before those that a search has found
    std::size_t m_matching = 0;
};

// "> arm": Actions, "arm". Another sign, or none: All.
Scope scopeOf(const QString& typed, QString& text);
// All that a row shows, for those who do not see it.
QString accessibleText(const Entry& entry);

} // namespace palette
