<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * Outgoing routes made narrower, split, and shut; each undone by itself.
 */
final class RoutesTest extends TestCase
{
    public function testRoutesAreMadeNarrowerAndUndone(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        self::play($world);
        $routes = self::routes($world);
        self::assertSame(['All calls', 'SIP-TRUNK-1', '1', '(7|8)[3489]', '9'], array_slice($routes[3], 0, 5));
        self::assertSame(['All calls (2)', 'SIP-TRUNK-1', '1', '(112|0[1-4])', '0'], array_slice($routes[12], 0, 5));
        self::assertSame(['Backup', 'SIP-TRUNK-2', '2', '[0-9]{0}', '0'], array_slice($routes[4], 0, 5));
        $world->acceptUndo('plan1');
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    public function testOneIsUndoneAndTheOthersStay(): void
    {
        $world = new PlanWorld();
        self::play($world);
        $world->acceptUndo('plan1', 'undo1', ['route:4']);
        $world->runToTheEnd();
        self::assertSame('done', $world->phase());
        $routes = self::routes($world);
        self::assertSame('(7|8)', $routes[4][3]);
        self::assertSame('(7|8)[3489]', $routes[3][3]);
        self::assertArrayHasKey(12, $routes);
    }

    public function testWhatIsNoMatterOfNumbersIsAPersonsToChange(): void
    {
        $world = new PlanWorld();
        self::play($world);
        $world->pdo->exec("UPDATE m_OutgoingRoutingTable SET rulename = 'Home', priority = '7' WHERE id = 3");
        $world->acceptUndo('plan1');
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame(['Home', 'SIP-TRUNK-1', '7', '', '-1'], array_slice(self::routes($world)[3], 0, 5));
    }

    /**
     * @dataProvider since
     */
    public function testWhatSomebodyChangedSinceIsNotOverwritten(string $sql): void
    {
        $world = new PlanWorld();
        self::play($world);
        $world->pdo->exec($sql);
        $now = $world->rows();
        $world->acceptUndo('plan1');
        $world->runToTheEnd();
        self::assertSame(['refused', 'conflict'], [$world->phase(), $world->reason()]);
        self::assertSame($now, $world->rows());
    }

    /**
     * @return array<string, array{string}>
     */
    public function since(): array
    {
        return [
            'its numbers' => ["UPDATE m_OutgoingRoutingTable SET numberbeginswith = '8' WHERE id = 3"],
            'its provider' => ["UPDATE m_OutgoingRoutingTable SET providerid = 'SIP-TRUNK-9' WHERE id = 3"],
            'the new one is gone' => ['DELETE FROM m_OutgoingRoutingTable WHERE id = 12'],
            'it is gone' => ['DELETE FROM m_OutgoingRoutingTable WHERE id = 4'],
        ];
    }

    public function testWhereTheDialplanDoesNotFollowThatIsSaid(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::routes());
        $begin = $world->time->uptime;
        $world->asterisk->isBehind = true;
        $world->time->whenPassed[] = static function () use ($world, $begin): void {
            $world->asterisk->isBehind = $world->time->uptime < $begin + 300.0;
        };
        $world->runToTheEnd();
        self::assertSame(['done', 'not-in-force'], [$world->phase(), $world->reason()]);
    }

    public function testAnIdThatIsTakenIsNotOverwritten(): void
    {
        $world = new PlanWorld();
        $world->pdo->exec("INSERT INTO m_OutgoingRoutingTable (id, rulename, providerid) VALUES (12, 'Other', 'SIP-TRUNK-2')");
        $before = $world->rows();
        $world->accept(Plans::routes());
        $world->runToTheEnd();
        self::assertSame(['refused', 'no-such-owner'], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    /**
     * @dataProvider unfit
     *
     * @param array<string, mixed> $with
     */
    public function testNothingButAPatternOfTheFormIsTaken(string $kind, array $with): void
    {
        $this->expectException(Refused::class);
        $plan = json_decode((string) json_encode(Plans::oneStep($kind, true, $with)));
        (new PlanReader())->read($plan instanceof stdClass ? $plan : new stdClass());
    }

    /**
     * @return array<string, array{string, array<string, mixed>}>
     */
    public function unfit(): array
    {
        return [
            'a variable of Asterisk' => ['route.narrow', ['pattern' => '${SHELL(id)}']],
            'a quote' => ['route.narrow', ['pattern' => '8" x']],
            'a comma' => ['route.narrow', ['pattern' => '[0-9]{1,3}']],
            'a new line' => ['route.narrow', ['pattern' => "8\n"]],
            'nothing, which is everything' => ['route.narrow', ['pattern' => '']],
            'too long' => ['route.narrow', ['pattern' => str_repeat('1', 65)]],
            'too many digits' => ['route.narrow', ['rest' => 21]],
            'markup in a name' => ['route.add', ['name' => '<b>']],
            'a provider' => ['route.add', ['providerid' => 'SIP-TRUNK-2']],
        ];
    }

    private static function play(PlanWorld $world): void
    {
        $world->accept(Plans::routes());
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
    }

    /**
     * @return array<int, list<string|null>>
     */
    private static function routes(PlanWorld $world): array
    {
        $routes = [];
        foreach ($world->reader->read()->limits() as $owner => $row) {
            if (strpos($owner, 'route:') === 0) {
                $routes[(int) substr($owner, 6)] = array_values($row);
            }
        }
        return $routes;
    }
}
