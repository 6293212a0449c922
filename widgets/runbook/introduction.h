// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace common {
class Theme;
}

namespace runbook {
struct Runbook;
}

namespace runbookview {

// What stands in a runbook's file before its first step, without the title: plain text, and tables
// as tables. The same while a runbook is chosen and where it is read. GUI thread.
class Introduction final : public QWidget
{
    Q_OBJECT

public:
    explicit Introduction(const common::Theme& theme, QWidget* parent = nullptr);

    void setRunbook(const runbook::Runbook& runbook);

private:
    void rebuild();
    void addTable(const QList<QStringList>& table);

    const common::Theme& m_theme;
    std::string m_markdown;
    QString m_title;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr; // of the content
};

} // namespace runbookview
