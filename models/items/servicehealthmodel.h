// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/servicehealth.h"
#include "models/items/tablemodel.h"

#include <QString>

#include <set>
#include <string>
#include <vector>

namespace items {

// The fleet matrix: a row a service, worst first; the first column names it, then one a check.
// While the order is held (somebody is at the table) rows stay where they are, and
// what is new comes last. GUI thread.
class ServiceHealthModel final : public TableModel<ServiceHealth, std::string>
{
    Q_OBJECT

public:
    enum Role
    {
        CellRole = Qt::UserRole + 1, // CheckCell; absent in the first column
        SortRole, // rank of the state, 0 worst
        StateRole, // int(health::HealthState)
        ServiceRole, // QString
        ShortTitleRole, // of a head: QString, one word or two, unlike any other head's
    };

    explicit ServiceHealthModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setFleet(FleetSnapshot snapshot);
    // A fleet was set: where there is no row there is no service, and not none that is known yet.
    bool isRead() const { return m_isRead; }
    telemetry::Timestamp now() const { return m_now; }
    const std::vector<std::string>& checks() const { return m_checks; }
    QString service(int row) const;

    // Held until the last of those who hold it has let go; `holder` is only compared.
    void setOrderHeld(bool held, const QObject* holder = nullptr);
    // The order that is shown is not the one it would have if it were not held: the first head has
    // a sign of it, and says what it waits for (Qt::ToolTipRole, Qt::AccessibleTextRole).
    bool isOrderPending() const { return m_isOrderPending; }

signals:
    void firstRead(); // isRead() from now on; the rows are there

protected:
    QVariant cell(const ServiceHealth& row, int column, int role) const override;
    std::string keyOf(const ServiceHealth& row) const override { return row.service; }
    bool isSame(const ServiceHealth& left, const ServiceHealth& right) const override
    {
        return left == right;
    }

private:
    std::vector<QString> shortTitles() const;
    void setOrderPending(bool isPending);
    void setChecks(const std::vector<std::string>& checks);
    void moveCheck(std::size_t from, std::size_t to);
    std::vector<ServiceHealth> inShownOrder(std::vector<ServiceHealth> services) const;
    QVariant serviceCell(const ServiceHealth& row, int role) const;
    QString othersText(const ServiceHealth& row) const;
    static QString whyNoAlarm(const std::string& check, const CheckCell& cell);
    QString describe(const ServiceHealth& row, const std::string& check,
                     const CheckCell& cell) const;

    std::vector<std::string> m_checks;
    std::vector<ServiceHealth> m_sorted; // as last set
    telemetry::Timestamp m_now;
    std::set<const QObject*> m_holders; // of the order; null: one who gave no name
    bool m_isOrderPending = false;
    bool m_isRead = false;
};

// "groundedness" as it is written for people: "Groundedness"; a judge's of that name in any case is
// "Groundedness (judge)".
QString checkTitle(const std::string& check);
// The same of several side by side, each unlike the others.
std::vector<QString> checkTitles(const std::vector<std::string>& checks);
// "1,204 answers begun", "310 answers kept" where others were removed.
QString answersText(const ServiceHealth& service);
QString healthStateText(health::HealthState state);
// What the state means, in a sentence.
QString healthStateMeaning(health::HealthState state);

} // namespace items
