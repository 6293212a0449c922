// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/layoutdialog.h"

#include "app/layoutmenu.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

LayoutDialog::LayoutDialog(LayoutMenu& layouts, QWidget* parent)
    : QDialog(parent)
    , m_layouts(layouts)
    , m_list(new QListWidget(this))
    , m_name(new QLineEdit(this))
    , m_save(new QPushButton(tr("&Save as Shown"), this))
    , m_restore(new QPushButton(tr("&Restore"), this))
    , m_rename(new QPushButton(tr("Re&name"), this))
    , m_delete(new QPushButton(tr("&Delete"), this))
    , m_problem(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Layouts"));
    m_list->setAccessibleName(tr("Layouts that are saved"));
    m_name->setMaxLength(LayoutMenu::kLongestName);
    m_name->setPlaceholderText(tr("Name of the layout"));
    m_name->setAccessibleName(tr("Name of the layout"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(m_save);
    auto* below = new QHBoxLayout;
    for (QPushButton* button : {m_restore, m_rename, m_delete})
        below->addWidget(button);
    below->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    // No button is pressed by an Enter that is not its own: in the list it restores what is chosen,
    // which a default button would then save over.
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_list, 1);
    layout->addLayout(below);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::currentTextChanged, this, [this](const QString& name) {
        if (!name.isEmpty())
            m_name->setText(name);
        showWhatCan();
    });
    connect(m_name, &QLineEdit::textChanged, this, &LayoutDialog::showWhatCan);
    connect(m_name, &QLineEdit::returnPressed, m_save, &QPushButton::click);
    connect(m_list, &QListWidget::itemActivated, this,
            [this] { tell(m_layouts.restore(chosen())); });
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString name = m_name->text();
        tell(m_layouts.save(name));
        fill(name.simplified());
    });
    connect(m_restore, &QPushButton::clicked, this, [this] { tell(m_layouts.restore(chosen())); });
    connect(m_rename, &QPushButton::clicked, this, [this] {
        const QString name = m_name->text();
        const QString before = chosen();
        const QString problem = m_layouts.rename(before, name);
        tell(problem);
        // Where the name is another's, that one is not what is deleted next.
        fill(problem.isEmpty() ? name.simplified() : before);
    });
    connect(m_delete, &QPushButton::clicked, this, [this] {
        tell(m_layouts.remove(chosen()));
        fill({});
    });
    fill({});
    m_name->setFocus();
}

void LayoutDialog::fill(const QString& chosen)
{
    m_list->clear();
    m_list->addItems(m_layouts.names());
    const auto found = m_list->findItems(chosen, Qt::MatchFixedString | Qt::MatchCaseSensitive);
    if (!found.isEmpty())
        m_list->setCurrentItem(found.first());
    showWhatCan();
}

void LayoutDialog::showWhatCan()
{
    const bool isChosen = !chosen().isEmpty();
    const bool isNamed = !m_name->text().trimmed().isEmpty();
    m_save->setEnabled(isNamed);
    m_restore->setEnabled(isChosen);
    m_rename->setEnabled(isChosen && isNamed && m_name->text().simplified() != chosen());
    m_delete->setEnabled(isChosen);
}

void LayoutDialog::tell(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

QString LayoutDialog::chosen() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item != nullptr ? item->text() : QString();
}
