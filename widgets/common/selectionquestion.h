// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

class QAction;
class QPlainTextEdit;

namespace common {

// Lets a stretch of a read-only text be asked for: an entry of its context menu and a key, both
// while something is selected. GUI thread.
class SelectionQuestion final : public QObject
{
    Q_OBJECT

public:
    explicit SelectionQuestion(QPlainTextEdit* editor); // owned by it

signals:
    void asked(const QString& text); // with line ends, as it is shown

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isAny() const;
    void ask();

    QPlainTextEdit* m_editor;
    QAction* m_action;
};

} // namespace common
