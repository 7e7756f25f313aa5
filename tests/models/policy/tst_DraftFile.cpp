// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/DraftFile.h"
#include "models/policy/PolicyReader.h"
#include "models/policy/PolicyWriter.h"
#include "models/policy/edit/NodeEdits.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace signalbox::models;

namespace {

using Break = std::function<void(Policy &)>;

void addNodes(Policy &policy)
{
    for (int kind = 0; kind < routeNodeKindCount; ++kind) {
        const auto added =
            addNode(policy.routes.first().graph, static_cast<RouteNodeKind>(kind), {});
        policy.routes.first().graph = added.graph;
    }
}

} // namespace

class DraftFileTest final : public QObject
{
    Q_OBJECT

private slots:
    void aDraftComesBackValidOrNot_data()
    {
        QTest::addColumn<Break>("change");
        const auto row = [](const char *name, const Break &change) {
            QTest::newRow(name) << change;
        };
        row("as it serves", [](Policy &) {});
        row("every kind of node, unconnected", addNodes);
        row("a start that is nowhere",
            [](Policy &policy) { policy.routes.first().graph.start = QStringLiteral("nowhere"); });
        row("no route", [](Policy &policy) { policy.routes.clear(); });
        row("a target of nobody", [](Policy &policy) {
            policy.targets.append({.id = QStringLiteral("x"),
                                   .provider = QStringLiteral("nobody"),
                                   .model = QStringLiteral("y")});
        });
        row("a name twice", [](Policy &policy) { policy.routes.append(policy.routes.first()); });
    }
    void aDraftComesBackValidOrNot()
    {
        QFETCH(const Break, change);
        const DraftFile file(m_dir.filePath(QStringLiteral("made/draft")));
        PolicyDraft draft{
            .base = Policy::builtIn(), .draft = Policy::builtIn(), .savedAtMs = 1'760'000'000'123};
        change(draft.draft);

        QCOMPARE(file.save(draft), std::optional<QString>());
        const auto loaded = file.load();

        QVERIFY(loaded);
        QCOMPARE(writePolicy(loaded->draft), writePolicy(draft.draft));
        QVERIFY(loaded->draft == draft.draft);
        QVERIFY(loaded->base == draft.base);
        QCOMPARE(loaded->savedAtMs, draft.savedAtMs);
    }

    void whatIsRemovedOrDamagedIsNoDraft()
    {
        const DraftFile file(m_dir.filePath(QStringLiteral("draft")));
        QVERIFY(!file.load());
        QVERIFY(!file.save({.base = Policy::builtIn(), .draft = Policy::builtIn()}));
        QVERIFY(file.load());

        QVERIFY(QFile::resize(file.path(), QFileInfo(file.path()).size() - 1));
        QVERIFY(!file.load());

        file.remove();
        QVERIFY(!QFile::exists(file.path()));
    }

    void aDraftIsForItsOwnerAlone()
    {
        const DraftFile file(m_dir.filePath(QStringLiteral("draft")));
        QVERIFY(!file.save({.base = Policy::builtIn(), .draft = Policy::builtIn()}));

        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeGroup | QFile::ExeOther;
        QCOMPARE(QFileInfo(file.path()).permissions() & others, QFile::Permissions());
    }

private:
    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(DraftFileTest)
#include "tst_DraftFile.moc"
