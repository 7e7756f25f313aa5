// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/PolicyFileNotice.h"

#include "ui/rules/RuleWords.h"
#include "ui/rules/deploy/FileChangeDialog.h"

#include <QDir>
#include <QFileInfo>
#include <QPushButton>

#include <utility>

namespace signalbox::ui {

using models::PolicyFileNews;

PolicyFileNotice::PolicyFileNotice(models::PolicyKeeper &policies, Served served,
                                   InlineMessage &message, const Theme &theme, QWidget *parent)
    : QObject(parent)
    , m_policies(policies)
    , m_served(std::move(served))
    , m_message(message)
    , m_theme(theme)
    , m_window(parent)
{
    connect(&policies, &models::PolicyKeeper::fileChanged, this, &PolicyFileNotice::show);
    connect(&policies, &models::PolicyKeeper::fileSettled, &message, &QWidget::hide);
}

void PolicyFileNotice::show(const PolicyFileNews &news)
{
    const QString file = QFileInfo(m_policies.path()).fileName();
    if (news.policy) {
        m_message.showMessage(InlineMessage::Kind::Warning,
                              tr("%1 was changed by another program. What serves stays as it is "
                                 "until you decide.")
                                  .arg(file));
        auto *button = m_message.addAction(tr("Compare…"));
        button->setObjectName(QStringLiteral("compareFile"));
        connect(button, &QPushButton::clicked, this, [this, news] { compare(news); });
    } else {
        m_message.showMessage(InlineMessage::Kind::Danger,
                              tr("%1 was changed by another program and has errors; what serves "
                                 "stays as it is. %2")
                                  .arg(file, problemsText(news.problems)));
    }
    auto *keep = m_message.addAction(tr("Keep ours"));
    keep->setObjectName(QStringLiteral("keepOursAtOnce"));
    keep->setToolTip(tr("Writes what serves into the file; what stands there now stays beside it"));
    connect(keep, &QPushButton::clicked, this, &PolicyFileNotice::keepOurs);
}

void PolicyFileNotice::compare(const PolicyFileNews &news)
{
    auto *dialog = new FileChangeDialog(*m_served(), *news.policy, problemsText(news.problems),
                                        m_theme, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, news](int choice) {
        if (choice == FileChangeDialog::TakeOver)
            m_policies.adopt(*news.policy, this,
                             [this](const QString &problem) { showProblem(problem); });
        else if (choice == FileChangeDialog::KeepOurs)
            keepOurs();
    });
    dialog->open();
}

void PolicyFileNotice::keepOurs()
{
    m_policies.keepOurs(this, [this](const QString &problem) { showProblem(problem); });
}

void PolicyFileNotice::showProblem(const QString &problem)
{
    if (!problem.isEmpty())
        m_message.showMessage(InlineMessage::Kind::Danger, problem);
}

} // namespace signalbox::ui
