<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Limit;
use Modules\ModuleSecurityChecklist\Lib\Plan\PlanReader;
use Modules\ModuleSecurityChecklist\Lib\Plan\SecretsInForce;
use Modules\ModuleSecurityChecklist\Lib\Plan\Severity;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;
use stdClass;

/**
 * What limits programs: networks of users of AMI, web pages of ARI, networks and rights of keys.
 */
final class LimitsTest extends TestCase
{
    public function testEverythingIsLimitedAndUndone(): void
    {
        $world = new PlanWorld();
        $before = $world->rows();
        $world->accept(Plans::limits());
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        $config = $world->reader->read();
        $network = $config->limit('ami-network:5')['networkfilterid'] ?? '';
        self::assertSame('127.0.0.1/32', $config->filter((int) $network)['permit'] ?? null);
        self::assertSame(['https://192.168.7.1'], $config->origins());
        self::assertSame(
            ['full_permissions' => '0', 'allowed_paths' => '[]'],
            $config->limit('api-key:8')
        );
        // What was closed to somebody is open again: that has to be stood by.
        $world->acceptUndo('plan1');
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    public function testOneIsUndoneAndTheOthersStay(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::limits());
        $world->runToTheEnd();
        $world->acceptUndo('plan1', 'undo1', ['api-key:8']);
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame('done', $world->phase());
        $config = $world->reader->read();
        self::assertSame('1', $config->limit('api-key:8')['full_permissions'] ?? null);
        self::assertNotNull($config->limit('ami-network:5')['networkfilterid'] ?? null);
    }

    public function testAsteriskHasTimeToFollow(): void
    {
        $world = new PlanWorld();
        $world->asterisk->isBehind = true;
        $begin = $world->time->uptime;
        $world->time->whenPassed[] = static function () use ($world, $begin): void {
            $world->asterisk->isBehind = $world->time->uptime < $begin + 60.0;
        };
        $world->accept(Plans::oneStep('ami.network'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertGreaterThanOrEqual(60.0, $world->time->uptime - $begin);
    }

    public function testNobodyIsLimitedWhoIsGone(): void
    {
        $world = new PlanWorld();
        $limit = new Limit(Limits::AMI, 5);
        $kept = $limit->keep($world->reader->read(), new Made());
        $world->pdo->exec('DELETE FROM m_AsteriskManagerUsers WHERE id = 5');
        $this->expectException(PlayFailed::class);
        $limit->putBack($kept, $world->reader->read(), new Made(), $this->createMock(Restorer::class));
    }

    public function testWhatSomebodyChangedSinceIsNotOverwritten(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::oneStep('ami.network'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame('done', $world->phase());
        $world->pdo->exec('UPDATE m_AsteriskManagerUsers SET networkfilterid = 9 WHERE id = 5');
        $world->acceptUndo('plan1');
        $world->runToTheEnd();
        self::assertSame(['refused', 'conflict'], [$world->phase(), $world->reason()]);
    }

    /**
     * As a column of numbers keeps it.
     */
    public function testNothingComesBackAsNothingWhateverItsForm(): void
    {
        $world = new PlanWorld();
        $world->pdo->exec("UPDATE m_AsteriskManagerUsers SET networkfilterid = 'none' WHERE id = 5");
        $world->core->writesNumbers = true;
        $world->accept(Plans::oneStep('ami.network'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        $world->acceptUndo('plan1');
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertSame(['networkfilterid' => '0'], $world->reader->read()->limit('ami-network:5'));
    }

    /**
     * Of such a user Core writes the network of the first rule.
     */
    public function testWhereNothingWasEverStoredNobodyWaitsForNoNetwork(): void
    {
        $world = new PlanWorld();
        $world->pdo->exec('UPDATE m_AsteriskManagerUsers SET networkfilterid = NULL WHERE id = 5');
        $world->accept(Plans::oneStep('ami.network'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        $begin = $world->time->uptime;
        $world->acceptUndo('plan1');
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
        self::assertLessThan(SecretsInForce::SECONDS_AT_MOST, $world->time->uptime - $begin);
        self::assertSame(['networkfilterid' => null], $world->reader->read()->limit('ami-network:5'));
    }

    public function testWhenAKeyWasUsedMeanwhileItIsTheSameKey(): void
    {
        $world = new PlanWorld();
        $world->accept(Plans::oneStep('api-key.limit'));
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        $limit = $world->reader->read()->limit('api-key:8');
        self::assertSame('0', $limit['full_permissions'] ?? null);
        self::assertStringContainsString('"/api/v3/employees":"write"', (string) ($limit['allowed_paths'] ?? null));
        self::assertStringNotContainsString('/system', (string) ($limit['allowed_paths'] ?? null));
        $world->pdo->exec("UPDATE m_ApiKeys SET last_used_at = '2026-11-30 10:00:00' WHERE id = 8");
        $world->acceptUndo('plan1');
        $world->confirmWhenAsked();
        $world->runToTheEnd();
        self::assertSame('done', $world->phase());
        self::assertSame(['full_permissions' => '1', 'allowed_paths' => ''], $world->reader->read()->limit('api-key:8'));
        $key = $world->pdo->query('SELECT key_hash, last_used_at, networkfilterid FROM m_ApiKeys');
        self::assertNotFalse($key);
        self::assertSame([['hash of 8', '2026-11-30 10:00:00', null]], $key->fetchAll(\PDO::FETCH_NUM));
    }

    /**
     * @dataProvider files
     */
    public function testInForceIsWhatAsteriskReads(string $kind): void
    {
        $world = new PlanWorld();
        $world->asterisk->isBehind = true;
        $world->accept(['confirm' => null] + Plans::oneStep($kind));
        $world->runToTheEnd();
        self::assertSame(['done', 'not-in-force'], [$world->phase(), $world->reason()]);
    }

    /**
     * @return array<string, array{string}>
     */
    public function files(): array
    {
        return ['manager.conf' => ['ami.network'], 'ari.conf' => ['ari.origins'], 'ari.conf, secrets' => ['ari.secret']];
    }

    /**
     * Nobody waits for a file that Core writes nothing into.
     *
     * @dataProvider switches
     */
    public function testWhatIsOffIsNotWaitedFor(string $kind, string $switch): void
    {
        $world = new PlanWorld();
        $world->pdo->exec("DELETE FROM m_PbxSettings WHERE key = '$switch'");
        $world->pdo->exec("INSERT INTO m_PbxSettings (key, value) VALUES ('$switch', '0')");
        $world->asterisk->isBehind = true;
        $world->accept(['confirm' => null] + Plans::oneStep($kind));
        $world->runToTheEnd();
        self::assertSame(['done', ''], [$world->phase(), $world->reason()]);
    }

    /**
     * @return list<array{string, string}>
     */
    public function switches(): array
    {
        return [
            ['ami.network', 'AMIEnabled'], ['ami.secret', 'AMIEnabled'],
            ['ari.origins', 'ARIEnabled'], ['ari.secret', 'ARIEnabled'],
        ];
    }

    /**
     * Only what limits programs waits for no rules.
     */
    public function testRulesAreWaitedForWhereThePlanIsAboutThem(): void
    {
        $needs = static function (string $kind): bool {
            $sent = json_decode((string) json_encode(Plans::oneStep($kind)));
            self::assertInstanceOf(stdClass::class, $sent);
            return (new PlanReader())->read($sent)->needsRules();
        };
        foreach (['ami.network', 'ari.origins', 'api-key.limit', 'ami.secret'] as $kind) {
            self::assertFalse($needs($kind), $kind);
        }
        foreach (['firewall.patch', 'firewall.create', 'firewall.switch', 'fail2ban.patch', 'fail2ban.unban'] as $kind) {
            self::assertTrue($needs($kind), $kind);
        }
    }

    public function testWhoIsSparedIsInForceWhenFail2banReadsIt(): void
    {
        $world = new PlanWorld();
        $world->firewall->isBroken = true;
        $world->accept(Plans::rotation(['201']));
        $world->runToTheEnd();
        self::assertSame(['done', 'not-in-force'], [$world->phase(), $world->reason()]);
    }

    /**
     * @dataProvider refused
     *
     * @param array<string, mixed> $change
     */
    public function testWhatIsNotThereIsRefused(string $kind, array $change, string $reason, string $release): void
    {
        $world = new PlanWorld($release);
        $plan = Plans::oneStep($kind, $release === '2026');
        $plan['steps'] = [$change + (is_array($plan['steps']) && is_array($plan['steps'][0]) ? $plan['steps'][0] : [])];
        $plan['undo'] = self::undoFor($kind, $change, $plan['undo']);
        $before = $world->rows();
        $world->accept($plan);
        $world->runToTheEnd();
        self::assertSame(['refused', $reason], [$world->phase(), $world->reason()]);
        self::assertSame($before, $world->rows());
    }

    /**
     * @return array<string, array{string, array<string, mixed>, string, string}>
     */
    public function refused(): array
    {
        return [
            'no such user' => ['ami.network', ['id' => 77], 'no-such-owner', '2026'],
            'no such rule' => ['ami.network', ['network' => 77], 'no-such-rule', '2026'],
            'no such key' => ['api-key.limit', ['id' => 77], 'no-such-owner', '2026'],
            'no keys on this release' => ['api-key.limit', [], 'no-such-owner', '2024'],
            'no ARI on this release' => ['ari.origins', [], 'no-such-setting', '2024'],
        ];
    }

    /**
     * @testWith ["ami.network", 5]
     *           ["api-key.limit", 8]
     *           ["ami.secret", 5]
     *           ["ari.secret", 6]
     */
    public function testNumbersOfRowsFitAsFarAsTheColumnGoes(string $kind, int $id): void
    {
        $json = (string) json_encode(Plans::oneStep($kind));
        foreach (['1' => true, '2147483647' => true, '2147483648' => false, '0' => false, '-1' => false] as $number => $isRead) {
            $sent = json_decode(str_replace("\"id\":$id", "\"id\":$number", $json));
            self::assertInstanceOf(stdClass::class, $sent);
            try {
                (new PlanReader())->read($sent);
                self::assertTrue($isRead, (string) $number);
            } catch (Refused $refused) {
                self::assertFalse($isRead, (string) $number);
            }
        }
    }

    /**
     * @dataProvider unreadable
     *
     * @param array<string, mixed> $change
     */
    public function testWhatIsNoPlan(string $kind, array $change): void
    {
        $plan = Plans::oneStep($kind);
        $plan['steps'] = [$change + (is_array($plan['steps']) && is_array($plan['steps'][0]) ? $plan['steps'][0] : [])];
        $sent = json_decode((string) json_encode($plan));
        self::assertInstanceOf(stdClass::class, $sent);
        $this->expectException(Refused::class);
        (new PlanReader())->read($sent);
    }

    /**
     * @return array<string, array{string, array<string, mixed>}>
     */
    public function unreadable(): array
    {
        return [
            'every page' => ['ari.origins', ['origins' => ['*']]],
            'no page' => ['ari.origins', ['origins' => []]],
            'a path' => ['ari.origins', ['origins' => ['https://pbx/ari']]],
            'a line' => ['ari.origins', ['origins' => ["https://pbx\nread_only = no"]]],
            'a list in one' => ['ari.origins', ['origins' => ['https://a,*']]],
            'a word as network' => ['ami.network', ['network' => 'localhost']],
            'no network' => ['ami.network', ['network' => null]],
            'a rule of nobody' => ['ami.network', ['network' => ['$from' => 'step1.id']]],
            'a network of a key' => ['api-key.limit', ['network' => 7]],
            'other rights' => ['api-key.limit', ['rights' => 'all']],
        ];
    }

    public function testSecretsAreNotRenewedInTheSamePlan(): void
    {
        $plan = Plans::renewal();
        $step = Plans::oneStep('ami.network')['steps'];
        $plan['steps'] = array_merge(is_array($plan['steps']) ? $plan['steps'] : [], is_array($step) ? $step : []);
        $sent = json_decode((string) json_encode($plan));
        self::assertInstanceOf(stdClass::class, $sent);
        $this->expectException(Refused::class);
        (new PlanReader())->read($sent);
    }

    /**
     * @testWith ["https://a.example", ["https://a.example"]]
     *           [" https://a.example ,, https://b.example,", ["https://a.example", "https://b.example"]]
     *           ["", ["*"]]
     *           [" , ", ["*"]]
     *           ["*", ["*"]]
     *           ["https://a.example, *", ["*"]]
     *
     * @param list<string> $pages
     */
    public function testPagesOfAriAreReadAsCoreReadsThem(string $stored, array $pages): void
    {
        self::assertSame($pages, (new Config([], [], [Config::ORIGINS => $stored], null, true, []))->origins());
    }

    /**
     * @dataProvider meanwhile
     *
     * @param key-of<Limits::TABLES>          $kind
     * @param array<string, string|null>      $kept
     * @param array<string, string|null>|null $now
     */
    public function testWhatSomebodyMadeStricterMeanwhileStaysOnTheWayBack(string $kind, array $kept, ?array $now, bool $stays): void
    {
        $filters = [];
        foreach ([7 => '192.168.7.0/24', 8 => '192.168.7.0/28'] as $id => $permit) {
            $filters[$id] = ['id' => (string) $id, 'permit' => $permit];
        }
        $config = new Config($filters, [], [], null, true, []);
        $config = $now === null ? $config : $config->withLimit("$kind:5", $now);
        $merged = (new Limit($kind, 5))->merged(['row' => $kept], [], $config, new Made());
        self::assertSame(['row' => $stays ? $now : $kept], $merged);
    }

    /**
     * @return array<string, array{string, array<string, string|null>, array<string, string|null>|null, bool}>
     */
    public function meanwhile(): array
    {
        $of = static fn (?string $network): array => ['networkfilterid' => $network];
        $may = static fn (string $full, string $paths): array => ['full_permissions' => $full, 'allowed_paths' => $paths];
        return [
            'narrower' => ['ami-network', $of('7'), $of('8'), true],
            'narrowed at all' => ['ami-network', $of(null), $of('8'), true],
            'wider' => ['ami-network', $of('8'), $of('7'), false],
            'open' => ['ami-network', $of('8'), $of(null), false],
            'gone' => ['ami-network', $of('8'), null, false],
            'without rights' => ['api-key', $may('1', '[]'), $may('0', '[]'), true],
            'with every right' => ['api-key', $may('0', '[]'), $may('1', '[]'), false],
        ];
    }

    /**
     * @dataProvider severities
     *
     * @param array<string, string|null> $before
     * @param array<string, string|null> $after
     */
    public function testWhatIsLaxerOpensSomething(array $before, array $after, bool $opens): void
    {
        $filters = [];
        foreach ([7 => '192.168.7.0/24', 8 => '192.168.7.0/28', 9 => '0.0.0.0/0'] as $id => $permit) {
            $filters[$id] = ['id' => (string) $id, 'permit' => $permit];
        }
        $config = new Config($filters, [], [], null, true, []);
        self::assertSame($opens, Severity::opens($config->withLimit('api-key:8', $before), $config->withLimit('api-key:8', $after)));
    }

    /**
     * @return array<string, array{array<string, string|null>, array<string, string|null>, bool}>
     */
    public function severities(): array
    {
        $key = static function (?string $network, string $full = '1', string $paths = '[]'): array {
            return ['networkfilterid' => $network, 'full_permissions' => $full, 'allowed_paths' => $paths];
        };
        return [
            'the same' => [$key('7'), $key('7'), false],
            'from anywhere' => [$key('7'), $key('none'), true],
            'wider' => [$key('8'), $key('7'), true],
            'narrower' => [$key('7'), $key('8'), false],
            'this PBX only' => [$key('7'), $key('localhost'), false],
            'no longer this PBX only' => [$key('localhost'), $key('8'), true],
            'limited' => [$key(null), $key('7'), false],
            'everything again' => [$key(null, '0'), $key(null), true],
            'one more path' => [$key('7', '0', '{"/api/v3/cdr":"read"}'), $key('7', '0', '{"/api/v3/cdr":"read","/api/v3/x":"read"}'), true],
            'to write, too' => [$key('7', '0', '{"/api/v3/cdr":"read"}'), $key('7', '0', '{"/api/v3/cdr":"write"}'), true],
            'no rights' => [$key('7'), $key('7', '0'), false],
        ];
    }

    /**
     * @param array<string, mixed> $change
     * @param mixed                $undo
     *
     * @return mixed
     */
    private static function undoFor(string $kind, array $change, $undo)
    {
        $kinds = ['ami.network' => 'ami-network', 'api-key.limit' => 'api-key'];
        return isset($change['id'], $kinds[$kind]) ? [['kind' => $kinds[$kind], 'id' => $change['id']]] : $undo;
    }
}
