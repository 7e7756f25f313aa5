// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/SplitForm.h"

#include "models/policy/PolicyNames.h"
#include "models/policy/edit/PortEdits.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

using models::GraphEditResult;
using models::RouteGraph;
using models::SplitArm;
using models::SplitNode;
using models::Unit;

namespace {
enum Column { NameColumn, ShareColumn, ColumnCount };
constexpr int wholeShare = 100 * models::partsOfPercent;
} // namespace

std::vector<SplitArm> withShare(std::vector<SplitArm> arms, std::size_t arm, int share)
{
    int missing = std::clamp(share, 0, wholeShare) - arms.at(arm).share;
    arms[arm].share += missing;
    for (std::size_t step = 1; step < arms.size() && missing != 0; ++step) {
        int &other = arms[(arm + step) % arms.size()].share;
        const int given = std::min(missing, other); // negative: takes what is too much
        other -= given;
        missing -= given;
    }
    arms[arm].share -= missing; // nobody had it
    return arms;
}

SplitForm::SplitForm(QWidget *parent)
    : NodeForm(parent)
    , m_arms(new QTableWidget(0, ColumnCount, this))
    , m_add(new QPushButton(tr("Add an arm"), this))
    , m_remove(new QPushButton(tr("Remove the arm"), this))
    , m_unit(new QComboBox(this))
    , m_seed(new QLineEdit(this))
{
    m_arms->setObjectName(QStringLiteral("splitArms"));
    m_arms->setHorizontalHeaderLabels({tr("Arm"), tr("Share")});
    m_arms->horizontalHeader()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_arms->verticalHeader()->hide();
    m_arms->setShowGrid(false);
    m_arms->setTabKeyNavigation(false);
    m_unit->addItem(tr("Conversation"), static_cast<int>(Unit::Conversation));
    m_unit->addItem(tr("Client key"), static_cast<int>(Unit::Client));
    m_unit->addItem(tr("Request"), static_cast<int>(Unit::Request));
    addRow(tr("Arms"), m_arms);
    m_add->setObjectName(QStringLiteral("addArm"));
    m_remove->setObjectName(QStringLiteral("removeArm"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    addWideRow(buttons);
    connect(m_add, &QPushButton::clicked, this, &SplitForm::addArm);
    connect(m_remove, &QPushButton::clicked, this, &SplitForm::removeArm);
    connect(m_arms, &QTableWidget::currentCellChanged, this, &SplitForm::showButtons);
    m_seed->setObjectName(QStringLiteral("splitSeed"));
    m_seed->setMaxLength(200); // as the policy allows
    m_seed->setPlaceholderText(tr("Route and node"));
    m_seed->setToolTip(tr("Splits with the same seed put a conversation in the same place"));
    addRow(tr("Sticks to"), m_unit);
    addRow(tr("Seed"), m_seed);
    connect(m_seed, &QLineEdit::editingFinished, this,
            [this] { edit<SplitNode>([this](SplitNode &split) { split.seed = m_seed->text(); }); });
    connect(m_arms, &QTableWidget::itemChanged, this, [this](QTableWidgetItem *item) {
        edit<SplitNode>([item](SplitNode &split) {
            split.arms.at(static_cast<std::size_t>(item->row())).name = item->text().trimmed();
        });
    });
    connect(m_unit, &QComboBox::activated, this, [this] {
        edit<SplitNode>([this](SplitNode &split) {
            split.unit = static_cast<Unit>(m_unit->currentData().toInt());
        });
    });
}

void SplitForm::fill(const NodeSurroundings &)
{
    const auto &split = body<SplitNode>();
    m_unit->setCurrentIndex(m_unit->findData(static_cast<int>(split.unit)));
    showText(m_seed, split.seed);
    m_arms->setRowCount(static_cast<int>(split.arms.size()));
    for (std::size_t i = 0; i < split.arms.size(); ++i) {
        const auto row = static_cast<int>(i);
        const SplitArm &arm = split.arms[i];
        QTableWidgetItem *name = m_arms->item(row, NameColumn);
        if (!name) {
            name = new QTableWidgetItem; // owned by the table
            m_arms->setItem(row, NameColumn, name);
        }
        name->setText(arm.name);
        name->setToolTip(arm.node);
        auto *share = qobject_cast<QDoubleSpinBox *>(m_arms->cellWidget(row, ShareColumn));
        if (!share) {
            share = new QDoubleSpinBox(m_arms);
            share->setRange(0, 100);
            share->setDecimals(3);
            share->setSuffix(tr(" %"));
            share->setKeyboardTracking(false);
            share->setButtonSymbols(QAbstractSpinBox::NoButtons);
            share->setAccessibleName(tr("Share of arm %1").arg(row + 1));
            m_arms->setCellWidget(row, ShareColumn, share);
            connect(share, &QDoubleSpinBox::valueChanged, this,
                    [this, i](double percent) { changeShare(i, percent); });
        }
        showNumber(share, static_cast<double>(arm.share) / models::partsOfPercent);
    }
    m_arms->resizeColumnToContents(ShareColumn);
    showButtons();
}

void SplitForm::showButtons()
{
    m_remove->setEnabled(m_arms->currentRow() >= 0 && m_arms->rowCount() > 1);
}

void SplitForm::addArm()
{
    const QString node = nodeId();
    emit graphEditRequested(tr("Add an arm"), [node](const RouteGraph &graph) -> GraphEditResult {
        auto added = models::addPort(graph, node);
        if (!added)
            return models::Failure{added.error()};
        return added.value().graph;
    });
}

void SplitForm::removeArm()
{
    const models::PortRef port{.node = nodeId(),
                               .port = QStringLiteral("arm %1").arg(m_arms->currentRow() + 1)};
    emit graphEditRequested(tr("Remove an arm"),
                            [port](const RouteGraph &graph) -> GraphEditResult {
                                auto removed = models::removePort(graph, port);
                                if (!removed)
                                    return removed;
                                // Its share goes to the first of those that are left.
                                RouteGraph left = removed.takeValue();
                                auto &arms = std::get<SplitNode>(left.nodes[port.node].body).arms;
                                int missing = wholeShare;
                                for (const SplitArm &arm : arms)
                                    missing -= arm.share;
                                arms.front().share = std::max(0, arms.front().share + missing);
                                return left;
                            });
}

void SplitForm::changeShare(std::size_t arm, double percent)
{
    edit<SplitNode>([&](SplitNode &split) {
        split.arms = withShare(split.arms, arm,
                               static_cast<int>(std::lround(percent * models::partsOfPercent)));
    });
}

} // namespace signalbox::ui
