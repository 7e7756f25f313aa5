// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/FileChangeDialog.h"

#include "models/policy/edit/PolicyDiff.h"
#include "ui/rules/deploy/ChangesView.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Text.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {
constexpr QSize fileChangeSize{800, 520}; // pixels at 100 %
} // namespace

FileChangeDialog::FileChangeDialog(const models::Policy &served, const models::Policy &file,
                                   const QString &warnings, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_summary(makeLabel(tr("Comparing…"), TextRole::Title, this))
    , m_changes(new ChangesView(theme, this))
{
    setObjectName(QStringLiteral("fileChangeDialog"));
    setWindowTitle(tr("The policy file was changed"));
    m_changes->setObjectName(QStringLiteral("fileChanges"));
    m_changes->setSides(tr("Serves now"), tr("In the file"));
    auto *hint = makeLabel(tr("Taking over makes the file serve; a draft keeps the routes that it "
                              "has edited. Keeping ours writes what serves into the file; what "
                              "stands there now stays beside it."),
                           TextRole::Muted, this);
    hint->setWordWrap(true);
    auto *problems = makeLabel(warnings, TextRole::Body, this);
    problems->setWordWrap(true);
    problems->setVisible(!warnings.isEmpty());

    auto *buttons = new QDialogButtonBox(this);
    auto *takeOver = buttons->addButton(tr("Take over"), QDialogButtonBox::AcceptRole);
    takeOver->setObjectName(QStringLiteral("takeOverFile"));
    setTone(takeOver, Tone::Primary);
    auto *keep = buttons->addButton(tr("Keep ours"), QDialogButtonBox::ActionRole);
    keep->setObjectName(QStringLiteral("keepOurs"));
    buttons->addButton(tr("Decide later"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(keep, &QPushButton::clicked, this, [this] { done(KeepOurs); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_summary);
    column->addWidget(hint);
    column->addWidget(m_changes, 1);
    column->addWidget(problems);
    column->addWidget(buttons);
    resize(theme.px(fileChangeSize.width()), theme.px(fileChangeSize.height()));
    compare(served, file);
}

void FileChangeDialog::compare(const models::Policy &served, const models::Policy &file)
{
    runInBackground(
        this, [served, file] { return models::policyDiff(served, file); },
        [this](const QList<models::PolicyChange> &changes) {
            m_summary->setText(tr("%n change(s)", nullptr, static_cast<int>(changes.size())));
            m_changes->showChanges(changes);
        });
}

} // namespace signalbox::ui
