// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/textrows.h"
#include "models/store/mappingreport.h"
#include "widgets/common/theme.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;

namespace sources {

class FittingTable;

// What was understood of one source: fields and the attributes that filled them, attributes nobody
// knows, conflicts, and in sentences what the telemetry cannot tell. GUI thread.
class MappingView final : public QWidget
{
    Q_OBJECT

public:
    explicit MappingView(const common::Theme& theme, QWidget* parent = nullptr);

    // Null: `instead` says why there is nothing.
    void setMapping(const store::SourceMapping* mapping, const QString& instead);

private:
    QWidget* buildFields();
    QWidget* buildRest();
    FittingTable* makeTable(items::TextRows& rows, const QString& name, int rowHeight);
    QLabel* makeHeading(const QString& text);
    void showLacks(const std::vector<store::Lack>& lacks);
    void restyle();

    const common::Theme& m_theme;
    items::TextRows m_fieldRows;
    items::TextRows m_unknownRows;
    items::TextRows m_conflictRows;
    QLabel* m_title;
    QWidget* m_body;
    QLabel* m_sentences;
    QLabel* m_unknownHeading = nullptr;
    QLabel* m_conflictHeading = nullptr;
    FittingTable* m_fields = nullptr;
    FittingTable* m_unknown = nullptr;
    FittingTable* m_conflicts = nullptr;
    std::vector<QLabel*> m_headings;
};

} // namespace sources
