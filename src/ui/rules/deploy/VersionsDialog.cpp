// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/VersionsDialog.h"

#include "models/policy/PolicyKeeper.h"
#include "models/policy/PolicyReader.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/deploy/ChangesView.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::PolicyVersion;

namespace {

enum VersionColumn { NumberColumn, TimeColumn, MessageColumn, VersionColumnCount };

// Pixels at 100 %.
constexpr QSize versionsSize{1080, 620};
constexpr int listWidth = 480;

QString messageText(const PolicyVersion &version)
{
    if (!version.message.isEmpty())
        return version.message;
    switch (version.origin) {
    case PolicyVersion::Origin::Start:
        return VersionsDialog::tr("Served when Signalbox started");
    case PolicyVersion::Origin::File:
        return VersionsDialog::tr("Taken over from the file");
    case PolicyVersion::Origin::Saved:
        break;
    }
    return VersionsDialog::tr("Without a message");
}

} // namespace

VersionsDialog::VersionsDialog(models::PolicyKeeper &policies, const RulesDocument &document,
                               const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_policies(policies)
    , m_document(document)
    , m_list(new QTreeWidget(this))
    , m_damaged(makeLabel({}, TextRole::Muted, this))
    , m_summary(makeLabel({}, TextRole::Strong, this))
    , m_problems(makeLabel({}, TextRole::Body, this))
    , m_changes(new ChangesView(theme, this))
{
    setObjectName(QStringLiteral("versionsDialog"));
    setWindowTitle(tr("Versions of the policy"));
    buildLayout(theme);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &VersionsDialog::loadChosen);
    connect(&policies, &models::PolicyKeeper::versionsChanged, this, &VersionsDialog::fill);
    showNothing(tr("Reading…"));
    fill();
}

void VersionsDialog::buildLayout(const Theme &theme)
{
    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(makeList());
    split->addWidget(makeDetail());
    split->setStretchFactor(1, 1);
    split->setSizes({theme.px(listWidth), theme.px(versionsSize.width() - listWidth)});

    auto *buttons = new QDialogButtonBox(this);
    m_rollBack = buttons->addButton(tr("Roll back to this version"), QDialogButtonBox::ActionRole);
    m_rollBack->setObjectName(QStringLiteral("rollBack"));
    setTone(m_rollBack, Tone::Primary);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(m_rollBack, &QPushButton::clicked, this, &VersionsDialog::rollBack);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(
        makeLabel(tr("Going back deploys the version at once. Undo makes the rules of before a "
                     "draft again."),
                  TextRole::Muted, this));
    column->addWidget(split, 1);
    column->addWidget(buttons);
    resize(theme.px(versionsSize.width()), theme.px(versionsSize.height()));
}

QWidget *VersionsDialog::makeList()
{
    auto *box = new QWidget(this);
    m_list->setObjectName(QStringLiteral("versionList"));
    m_list->setAccessibleName(tr("Versions"));
    m_list->setColumnCount(VersionColumnCount);
    m_list->setHeaderLabels({tr("Version"), tr("Time"), tr("Message")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->header()->setStretchLastSection(true);
    m_list->header()->setSectionResizeMode(NumberColumn, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(TimeColumn, QHeaderView::ResizeToContents);
    m_damaged->setObjectName(QStringLiteral("damagedVersions"));
    m_damaged->setWordWrap(true);
    m_damaged->hide();
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_list, 1);
    column->addWidget(m_damaged);
    return box;
}

QWidget *VersionsDialog::makeDetail()
{
    auto *box = new QWidget(this);
    m_summary->setObjectName(QStringLiteral("versionSummary"));
    m_summary->setWordWrap(true);
    m_problems->setObjectName(QStringLiteral("versionProblems"));
    m_problems->setWordWrap(true);
    m_changes->setObjectName(QStringLiteral("versionChanges"));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_summary);
    column->addWidget(m_changes, 1);
    column->addWidget(m_problems);
    return box;
}

void VersionsDialog::fill()
{
    m_policies.listVersions(this,
                            [this](const models::PolicyVersions &found) { showVersions(found); });
}

void VersionsDialog::showVersions(const models::PolicyVersions &found)
{
    const int before = chosen();
    m_list->clear();
    QTreeWidgetItem *shown = nullptr;
    for (const PolicyVersion &version : found.versions) {
        const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(version.savedAtMs),
                                                QLocale::ShortFormat);
        const QString message = messageText(version);
        auto *item = new QTreeWidgetItem({QLocale().toString(version.number), time, message});
        item->setData(NumberColumn, Qt::UserRole, version.number);
        item->setTextAlignment(NumberColumn, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(MessageColumn, message);
        m_list->addTopLevelItem(item);
        if (version.number == before)
            shown = item;
    }
    m_damaged->setVisible(!found.damaged.isEmpty());
    if (!found.damaged.isEmpty()) {
        m_damaged->setText(tr("%n version(s) cannot be read and are left out.", nullptr,
                              static_cast<int>(found.damaged.size())));
        m_damaged->setToolTip(found.damaged.join(u'\n'));
    }
    if (found.versions.isEmpty())
        showNothing(tr("No version has been kept yet. Every policy that is deployed becomes one."));
    else
        m_list->setCurrentItem(shown ? shown : m_list->topLevelItem(0));
}

int VersionsDialog::chosen() const
{
    const auto *item = m_list->currentItem();
    return item ? item->data(NumberColumn, Qt::UserRole).toInt() : 0;
}

void VersionsDialog::loadChosen()
{
    const quint64 look = ++m_look;
    if (chosen() == 0)
        return;
    showNothing(tr("Comparing…"));
    m_policies.loadVersion(
        chosen(), this, [this, look](const models::Result<QByteArray, QString> &text) {
            if (look != m_look)
                return;
            if (!text) {
                showNothing(text.error());
                return;
            }
            runInBackground(
                this,
                [text = text.value(), served = m_document.served(), prices = m_document.prices(),
                 facts = m_document.modelFacts()] { return lookAt(text, served, prices, facts); },
                [this, look](const Looked &looked) {
                    if (look == m_look)
                        showLooked(looked);
                });
        });
}

VersionsDialog::Looked VersionsDialog::lookAt(const QByteArray &text, const models::Policy &served,
                                              std::shared_ptr<const models::PriceBook> prices,
                                              std::shared_ptr<const models::ModelTable> facts)
{
    if (!prices)
        prices = models::PriceBook::shipped();
    if (!facts)
        facts = models::ModelTable::shipped();
    auto read = models::readPolicy(
        text, {.prices = prices.get(), .models = facts.get(), .today = QDate::currentDate()});
    if (!read)
        return {.problems = read.error()};
    models::ReadPolicy version = read.takeValue();
    Looked looked{.policy = std::move(version.policy), .problems = std::move(version.warnings)};
    looked.changes = models::policyDiff(served, *looked.policy);
    return looked;
}

void VersionsDialog::showLooked(const Looked &looked)
{
    m_looked = looked;
    m_changes->showChanges(looked.changes);
    m_problems->setText(problemsText(looked.problems));
    m_problems->setVisible(!looked.problems.isEmpty());
    const auto count = static_cast<int>(looked.changes.size());
    if (!looked.policy)
        m_summary->setText(
            tr("Version %1 has errors by today's checks and cannot serve again.").arg(chosen()));
    else if (count == 0)
        m_summary->setText(tr("Version %1 is what serves now.").arg(chosen()));
    else
        m_summary->setText(
            tr("Going back to version %1 makes %n change(s).", nullptr, count).arg(chosen()));
    m_rollBack->setEnabled(looked.policy && count > 0);
}

void VersionsDialog::showNothing(const QString &why)
{
    m_looked = {};
    m_summary->setText(why);
    m_problems->hide();
    m_changes->clear();
    m_rollBack->setEnabled(false);
}

void VersionsDialog::rollBack()
{
    if (!m_looked.policy)
        return;
    emit rollBackRequested(*m_looked.policy, chosen());
    accept();
}

} // namespace signalbox::ui
