// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"
#include "widgets/settings/settingrow.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace common {
class EmptyState;
class SearchLine;
} // namespace common

namespace settingsview {

// All settings: sections at the left, their rows at the right, a search over all of them above. It
// only shows: what is asked for is signalled, what holds is told by setState(). GUI thread.
class SettingsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPanel(const common::Theme& theme, QWidget* parent = nullptr);

    SettingRow* row(const QString& key) const; // null: there is no such setting
    void setState(const QString& key, const SettingState& state);
    // Below the rows of a section, which is made where there is none of that name; the search finds
    // it by `words`, too. Takes it over.
    void addPart(const QString& section, QWidget* part, const QString& words);
    // What Undo takes back; empty: nothing.
    void setUndo(const QString& what);
    void showSection(const QString& section);
    common::SearchLine* search() const { return m_search; }

signals:
    void changeRequested(const QString& key, const QString& value);
    void resetRequested(const QString& key);
    void undoRequested();
    void importRequested();
    void exportRequested();

private:
    struct Section
    {
        QString name;
        QLabel* heading = nullptr;
        std::vector<SettingRow*> rows;
        QWidget* part = nullptr; // null: none
        QString words; // that find it
    };
    Section& section(const QString& name);
    QWidget* makeTop();
    void makeRows();
    void append(QWidget* part); // to the page
    void arrange(); // what is shown
    void restyle();

    const common::Theme& m_theme;
    common::SearchLine* m_search;
    QPushButton* m_undo;
    QListWidget* m_list;
    QStackedWidget* m_stack;
    QScrollArea* m_area;
    QWidget* m_page;
    common::EmptyState* m_nothing;
    std::vector<Section> m_sections;
};

} // namespace settingsview
