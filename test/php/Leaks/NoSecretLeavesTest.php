<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Leaks;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Guessing\CommonPasswords;
use Modules\ModuleSecurityChecklist\Lib\Ports\Bytes;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;
use Modules\ModuleSecurityChecklist\Lib\Ports\CoreTraits;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\Guesses;
use Modules\ModuleSecurityChecklist\Lib\Ports\Interfaces;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleCode;
use Modules\ModuleSecurityChecklist\Lib\Ports\ModuleSwitch;
use Modules\ModuleSecurityChecklist\Lib\Ports\PartCache;
use Modules\ModuleSecurityChecklist\Lib\Ports\PasswordProof;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Ports\UpdateCheck;
use Modules\ModuleSecurityChecklist\Lib\Ports\Words;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Outputs;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Planted;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\PlantedPbx;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Searcher;
use Modules\ModuleSecurityChecklist\Test\Support\Leaks\Story;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;
use RuntimeException;

/**
 * A thousand secrets of every kind and length are planted into a PBX; everything is done with it that can be done; and
 * neither they nor a part of them of six characters come out anywhere.
 *
 * Everything runs twice, with other secrets and nothing else different: of secrets that look like anything, a part that
 * comes out in both runs is none, and neither is one that does not come out again with the same secrets.
 *
 * `-d checklist.secrets=60` plants fewer, into the release that this PHP belongs to; `-d checklist.seed=other` others.
 */
final class NoSecretLeavesTest extends TestCase
{
    private const SECRETS = 1000;
    private const SEED = '1';
    private const PHP_OF_2026 = 80000;
    /** Each takes its time, whatever it is. */
    private const GUESSES = 10;

    /** Traces with their arguments in full; the second since PHP 8. */
    private const TRACES = ['zend.exception_ignore_args' => '0', 'zend.exception_string_param_max_len' => '100000'];

    /** @var array<string, string|false> */
    private array $before = [];

    protected function setUp(): void
    {
        foreach (self::TRACES as $name => $value) {
            $this->before[$name] = ini_set($name, $value);
        }
    }

    protected function tearDown(): void
    {
        foreach (array_filter($this->before, 'is_string') as $name => $value) {
            ini_set($name, $value);
        }
    }

    /**
     * @return iterable<string, array{string, int}>
     */
    public function releases(): iterable
    {
        $most = (int) self::setting('checklist.secrets', (string) self::SECRETS);
        $isOfFew = $most < self::SECRETS;
        if (!$isOfFew || PHP_VERSION_ID >= self::PHP_OF_2026) {
            yield '2026' => ['2026', $most];
        }
        if (!$isOfFew || PHP_VERSION_ID < self::PHP_OF_2026) {
            yield '2024' => ['2024', $isOfFew ? $most : intdiv($most, 4)];
        }
    }

    /**
     * @dataProvider releases
     */
    public function testNoSecretLeavesThePbx(string $release, int $most): void
    {
        $seed = self::setting('checklist.seed', self::SEED);
        $key = hash('sha256', "key $seed", true);
        $planted = new Planted("$seed planted", 0);
        $story = $this->told($planted, $release, $most, $key);
        self::assertGreaterThanOrEqual($most, count($planted->all()));
        $this->assertEverythingCameOut($story);

        $searcher = Searcher::of($planted->all());
        $found = $this->search($searcher, $story->outputs);
        $unsure = array_filter(array_map('strval', array_keys($found)), static function (string $part) use ($searcher): bool {
            return !$searcher->secretOf($part)['isSure'];
        });
        $others = $unsure === [] ? new Outputs() : $this->told(new Planted("$seed others", 1), $release, $most, $key)->outputs;
        $byChance = $this->search($searcher->only(array_values($unsure)), $others);
        $left = array_diff_key($found, $byChance);
        if ($left !== [] && array_intersect($unsure, array_map('strval', array_keys($left))) !== []) {
            // Nonces and ids are drawn anew each time, and look like parts of secrets of hex digits: what leaks does it again.
            $again = $this->told(new Planted("$seed planted", 0), $release, $most, $key)->outputs;
            $left = array_intersect_key($left, $this->search($searcher, $again));
        }
        $leaks = self::leaks($left, $searcher);
        self::assertSame([], $leaks, "seed $seed, secrets $most, MikoPBX $release");

        self::assertSame([], $this->madeThatCameOut($story), 'secrets that were made here');

        $ofKey = Searcher::of([['text' => $key, 'kind' => 'key', 'isSure' => true]]);
        self::assertSame([], $this->search($ofKey, $story->outputs), 'the key of the fingerprints');
    }

    /**
     * One part of a made secret may be somewhere by chance; of one that comes out there are many.
     *
     * @return list<string> where
     */
    private function madeThatCameOut(Story $story): array
    {
        self::assertGreaterThan(10, count($story->made));
        $made = [];
        foreach ($story->made as $secret) {
            $made[] = ['text' => $secret, 'kind' => 'made', 'isSure' => true];
        }
        $searcher = Searcher::of($made);
        $places = [];
        foreach ($this->search($searcher, $story->outputs) as $part => $where) {
            $places[$searcher->secretOf((string) $part)['text']][] = $where;
        }
        $many = array_filter($places, static function (array $where): bool {
            return count($where) > 2;
        });
        return array_values(array_unique(array_merge([], ...array_values($many))));
    }

    /**
     * @param array<int|string, string> $found
     *
     * @return list<string> one line for each place and kind of secret, with an example
     */
    private static function leaks(array $found, Searcher $searcher): array
    {
        $lines = [];
        foreach ($found as $part => $where) {
            $kind = $searcher->secretOf((string) $part)['kind'];
            $example = json_encode((string) $part, JSON_INVALID_UTF8_SUBSTITUTE);
            $lines += ["$where: $kind" => "$where: $kind, as $example"];
        }
        return array_values($lines);
    }

    private static function setting(string $name, string $usual): string
    {
        $value = get_cfg_var($name);
        return is_string($value) && $value !== '' ? $value : $usual;
    }

    private function told(Planted $planted, string $release, int $most, string $key): Story
    {
        $common = (array) file(CommonPasswords::PATH, FILE_IGNORE_NEW_LINES);
        $folder = new TemporaryFolder();
        try {
            $guesses = array_map('strval', array_slice($common, 0, self::GUESSES));
            $story = new Story($folder, $planted, $release, $most, $key, $guesses);
            $story->tell($this->hostile());
            return $story;
        } finally {
            $folder->remove();
        }
    }

    /**
     * A search through nothing finds nothing.
     */
    private function assertEverythingCameOut(Story $story): void
    {
        ksort($story->statuses);
        self::assertSame(
            [200, 201, 202, 304, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503],
            array_keys($story->statuses)
        );
        self::assertSame(
            [
                'confirmed' => 'done', 'undone' => 'done', 'stuck' => 'stuck', 'dismissed' => 'dismissed', 'rotated' => 'done',
                'given back' => 'done', 'finished' => 'done', 'refused in the middle' => 'undone',
                'password confirmed' => 'done', 'password not confirmed' => 'undone',
                'password of SSH alone' => 'done',
            ],
            $story->ends
        );
        $made = count($story->made);
        self::assertSame(
            [
                'shown' => $made, 'without consent' => 0, 'to another person' => 0, 'after one was given back' => $made - 1,
                'as soon as it is closed' => 0, 'closed' => 0, 'closed, to another person' => 0, 'finished' => 0,
            ],
            $story->sheets
        );
        $kinds = $story->outputs->kinds();
        $wanted = [
            'answer', 'evidence', 'log', 'mail', 'notices', 'dump', 'export', 'module.db', 'module.db-journal', 'module.db-wal',
            'plan.json', 'plan.status.json', 'facts.cache', 'features-secrets.cache', 'features-web.cache', 'hostile Features',
            'rows of m_ModuleSecurityChecklist_Journal', 'rows of m_ModuleSecurityChecklist_Secrets',
        ];
        self::assertSame([], array_diff($wanted, $kinds));
    }

    /**
     * @return array<int|string, string> where each was found, by part
     */
    private function search(Searcher $searcher, Outputs $outputs): array
    {
        $found = [];
        foreach ($outputs->all() as $output) {
            foreach ($searcher->find($output['text']) as $part => $writing) {
                $found += [$part => "{$output['name']} ($writing)"];
            }
        }
        return $found;
    }

    /**
     * @return array<string, Closure(PlantedPbx, string): void>
     */
    private function hostile(): array
    {
        $in = static function (Closure $put): Closure {
            return static function (PlantedPbx $pbx, string $says) use ($put): void {
                $put($pbx, $says);
                $pbx->putTogether();
            };
        };
        return [
            'Rows' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->rows = $this->stranger(Rows::class, $says);
            }),
            'CoreTraits' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->core = $this->stranger(CoreTraits::class, $says);
            }),
            'Files' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->files = $this->stranger(Files::class, $says);
            }),
            'Bytes' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->bytes = $this->stranger(Bytes::class, $says);
            }),
            'Clock' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->clock = $this->stranger(Clock::class, $says);
            }),
            'Interfaces' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->interfaces = $this->stranger(Interfaces::class, $says);
            }),
            'RootReadings' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->root = $this->stranger(RootReadings::class, $says);
            }),
            'UpdateCheck' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->updates = $this->stranger(UpdateCheck::class, $says);
            }),
            'ModuleCode' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->modules = $this->stranger(ModuleCode::class, $says);
            }),
            'Storage' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->storage = $this->stranger(Storage::class, $says);
            }),
            'Fingerprints' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->fingerprints = $this->stranger(Fingerprints::class, $says);
            }),
            'Confirmations' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->confirmations = $this->stranger(Confirmations::class, $says);
            }),
            'Features' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->features = $this->stranger(Features::class, $says);
            }),
            'PartCache' => $in(function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->cache = $this->stranger(PartCache::class, $says);
            }),
            'LoginKnowledge' => function (PlantedPbx $pbx, string $says): void {
                $pbx->sources->logins = $this->stranger(LoginKnowledge::class, $says);
            },
            'ModuleSwitch' => function (PlantedPbx $pbx, string $says): void {
                $pbx->needs->module = $this->stranger(ModuleSwitch::class, $says);
            },
            'PasswordProof' => function (PlantedPbx $pbx, string $says): void {
                $pbx->needs->proof = $this->stranger(PasswordProof::class, $says);
            },
            'Guesses' => function (PlantedPbx $pbx, string $says): void {
                $pbx->needs->guesses = $this->stranger(Guesses::class, $says);
            },
            'Words' => function (PlantedPbx $pbx, string $says): void {
                $pbx->needs->words = $this->stranger(Words::class, $says);
            },
        ];
    }

    /**
     * @template T of object
     *
     * @param class-string<T> $port
     *
     * @return T whose every method throws what it is told to say
     */
    private function stranger(string $port, string $says): object
    {
        $stranger = $this->createStub($port);
        $stranger->method(self::anything())->willReturnCallback(static function () use ($says): void {
            throw new RuntimeException($says);
        });
        return $stranger;
    }
}
