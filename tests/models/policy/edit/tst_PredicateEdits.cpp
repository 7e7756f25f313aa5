// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/PredicateEdits.h"
#include "support/PredicateMaker.h"
#include "support/RandomChoice.h"

#include <QTest>

using namespace signalbox::models;
using Kind = Predicate::Kind;
using signalbox::tests::PredicateMaker;
using signalbox::tests::RandomChoice;

namespace {

/// A condition that can be told from others by \a number.
Predicate one(double number)
{
    return {.kind = Kind::Condition,
            .condition = {.signal = {.kind = SignalKind::InputTokens, .argument = {}},
                          .comparison = Comparison::Above,
                          .values = {number}}};
}

Predicate group(Kind kind, std::vector<Predicate> parts)
{
    return {.kind = kind, .parts = std::move(parts)};
}

/// "all(1 not(2))".
QString drawn(const Predicate &predicate)
{
    if (predicate.kind == Kind::Condition)
        return QString::number(std::get<double>(predicate.condition.values.first()));
    QStringList parts;
    for (const Predicate &part : predicate.parts)
        parts.append(drawn(part));
    const QString name = predicate.kind == Kind::All ? QStringLiteral("all")
        : predicate.kind == Kind::Any                ? QStringLiteral("any")
                                                     : QStringLiteral("not");
    return QStringLiteral("%1(%2)").arg(name, parts.join(u' '));
}

QString drawn(const EditedPredicate &edited)
{
    QString path;
    for (const std::size_t place : edited.path)
        path += QStringLiteral("/%1").arg(place);
    return drawn(edited.whole) + u' ' + path;
}

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

class PredicateEditsTest final : public QObject
{
    Q_OBJECT

private slots:
    void partsAreAdded()
    {
        const Predicate whole = group(Kind::All, {one(1), group(Kind::Not, {one(2)})});

        QCOMPARE(drawn(withNewPart(whole, {}, one(9))), text("all(1 not(2) 9) /2"));
        QCOMPARE(drawn(withNewPart(whole, {0}, one(9))), text("all(1 9 not(2)) /1"));
        QCOMPARE(drawn(withNewPart(whole, {1}, one(9))), text("all(1 not(all(2 9))) /1/0/1"));
        QCOMPARE(drawn(withNewPart(whole, {1, 0}, one(9))), text("all(1 not(all(2 9))) /1/0/1"));
        QCOMPARE(drawn(withNewPart(one(1), {}, one(9))), text("all(1 9) /1"));
        QCOMPARE(drawn(withNewPart(Predicate(), {}, one(9))), text("all(9) /0"));
        QCOMPARE(drawn(withNewPart(group(Kind::Not, {}), {}, one(9))), text("not(9) /0"));
    }

    void partsAreRemoved()
    {
        const Predicate whole = group(Kind::Any, {one(1), group(Kind::Not, {one(2)}), one(3)});

        QCOMPARE(drawn(withoutPart(whole, {0})), text("any(not(2) 3) /0"));
        QCOMPARE(drawn(withoutPart(whole, {2})), text("any(1 not(2)) /1"));
        QCOMPARE(drawn(withoutPart(whole, {1, 0})), text("any(1 3) /1"));
        QCOMPARE(drawn(withoutPart(whole, {})), text("all() "));
        QCOMPARE(drawn(withoutPart(group(Kind::All, {one(1)}), {0})), text("all() "));
    }

    void partsAreGroupedAndUngrouped()
    {
        const Predicate whole = group(Kind::All, {one(1), group(Kind::Any, {one(2), one(3)})});

        QCOMPARE(drawn(withGroup(whole, {0}, Kind::Any)), text("all(any(1) any(2 3)) /0/0"));
        QCOMPARE(drawn(withGroup(one(1), {}, Kind::Not)), text("not(1) /0"));
        QCOMPARE(drawn(withoutGroup(whole, {1})), text("all(1 2 3) /1"));
        QCOMPARE(drawn(withoutGroup(whole, {})), text("all(1 any(2 3)) "));
        QCOMPARE(drawn(withoutGroup(group(Kind::Not, {one(1)}), {})), text("1 "));
    }

    void groupsAreJoinedOtherwise()
    {
        const Predicate whole = group(Kind::All, {one(1), one(2)});

        QCOMPARE(drawn(withJoin(whole, {}, Kind::Any)), text("any(1 2)"));
        QCOMPARE(drawn(withJoin(whole, {}, Kind::Not)), text("not(all(1 2))"));
        QCOMPARE(drawn(withJoin(group(Kind::Not, {one(1)}), {}, Kind::All)), text("all(1)"));
        QCOMPARE(drawn(withJoin(whole, {0}, Kind::Any)), text("all(1 2)"));
    }

    void partsAreMoved()
    {
        const Predicate whole = group(Kind::All, {one(1), one(2)});

        QCOMPARE(drawn(withMove(whole, {1}, MovePart::Up)), text("all(2 1) /0"));
        QCOMPARE(drawn(withMove(whole, {0}, MovePart::Up)), text("all(1 2) /0"));
        QCOMPARE(drawn(withMove(whole, {1}, MovePart::Down)), text("all(1 2) /1"));
        QCOMPARE(drawn(withMove(whole, {}, MovePart::Down)), text("all(1 2) "));
    }

    void noEditLosesItsWay()
    {
        RandomChoice random(3);
        PredicateMaker maker(random);
        for (int round = 0; round < 500; ++round) {
            Predicate whole = maker.predicate();
            for (int edit = 0; edit < 20; ++edit) {
                PredicatePath path;
                for (const Predicate *part = &whole; !part->parts.empty() && random.chance();
                     part = partAt(whole, path))
                    path.push_back(static_cast<std::size_t>(
                        random.below(static_cast<int>(part->parts.size()))));
                EditedPredicate edited{.whole = whole, .path = path};
                switch (random.below(6)) {
                case 0:
                    edited = withNewPart(whole, path, one(1));
                    break;
                case 1:
                    edited = withoutPart(whole, path);
                    break;
                case 2:
                    edited = withGroup(whole, path, Kind::Any);
                    break;
                case 3:
                    edited = withoutGroup(whole, path);
                    break;
                case 4:
                    edited.whole = withJoin(whole, path, Kind::Not);
                    break;
                default:
                    edited = withMove(whole, path, MovePart::Up);
                }
                whole = edited.whole;
                QVERIFY(partAt(whole, edited.path));
            }
        }
    }

    void pathsThatLeadNowhereChangeNothing()
    {
        const Predicate whole = group(Kind::All, {one(1)});

        QVERIFY(!partAt(whole, {1}));
        QCOMPARE(withPart(whole, {5}, one(2)), whole);
        QCOMPARE(withoutPart(whole, {5}).whole, whole);
        QCOMPARE(withNewPart(whole, {5}, one(2)).whole, whole);
        QCOMPARE(withMove(whole, {5}, MovePart::Up).whole, whole);
    }
};

QTEST_GUILESS_MAIN(PredicateEditsTest)
#include "tst_PredicateEdits.moc"
