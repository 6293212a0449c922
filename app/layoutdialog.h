// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class LayoutMenu;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

// Saves, restores, renames and deletes layouts. Not modal: what is arranged meanwhile is what is
// saved. Esc closes it. GUI thread.
class LayoutDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit LayoutDialog(LayoutMenu& layouts, QWidget* parent = nullptr); // outlives it

private:
    void fill(const QString& chosen);
    void showWhatCan();
    void tell(const QString& problem);
    QString chosen() const; // empty: none

    LayoutMenu& m_layouts;
    QListWidget* m_list;
    QLineEdit* m_name;
    QPushButton* m_save;
    QPushButton* m_restore;
    QPushButton* m_rename;
    QPushButton* m_delete;
    QLabel* m_problem; // hidden where there is none
};
