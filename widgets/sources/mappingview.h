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
class PartsScroll;

// What was understood of one source: fields and the attributes that filled them, attributes nobody
// knows, conflicts, and in sentences what the telemetry cannot tell. GUI thread.
class MappingView final : public QWidget
{
    Q_OBJECT

public:
    explicit MappingView(const common::Theme& theme, QWidget* parent = nullptr);

    // Null: `instead` says why there is nothing.
    void setMapping(const store::SourceMapping* mapping, const QString& instead);
    // It asks for the height that its texts and the fewest rows of its lists need, as in a page
    // that scrolls; else its right side scrolls by itself.
    void setWhole(bool isWhole);

private:
    QWidget* buildFields();
    QWidget* buildRest();
    FittingTable* makeTable(items::TextRows& rows, const QString& name, int rowHeight);
    QLabel* makeHeading(const QString& text);
    void showLacks(const std::vector<store::Lack>& lacks);
    void fitText();
    void restyle();

    const common::Theme& m_theme;
    items::TextRows m_fieldRows;
    items::TextRows m_unknownRows;
    items::TextRows m_conflictRows;
    bool m_isWhole = false;
    QLabel* m_title;
    QWidget* m_body;
    QLabel* m_sentences;
    PartsScroll* m_text = nullptr; // around them
    PartsScroll* m_rest = nullptr; // the right side
    QLabel* m_unknownHeading = nullptr;
    QLabel* m_conflictHeading = nullptr;
    FittingTable* m_fields = nullptr;
    FittingTable* m_unknown = nullptr;
    FittingTable* m_conflicts = nullptr;
    std::vector<QLabel*> m_headings;
};

} // namespace sources
