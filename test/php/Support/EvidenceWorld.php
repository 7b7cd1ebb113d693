<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use DateTimeImmutable;
use Error;
use Modules\ModuleSecurityChecklist\Lib\Adapters\EvidenceFolder;
use Modules\ModuleSecurityChecklist\Lib\Adapters\Tree;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Collecting;
use Modules\ModuleSecurityChecklist\Lib\Evidence\EvidenceState;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Period;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Places;
use Modules\ModuleSecurityChecklist\Lib\Evidence\Reserve;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Findings;
use Modules\ModuleSecurityChecklist\Lib\Ports\Line;
use Modules\ModuleSecurityChecklist\Lib\Ports\LogRotation;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\Space;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use UnexpectedValueException;

/**
 * A PBX with logs and recordings in a folder of its own, and root's side of the evidence. It can be killed at any moment.
 */
final class EvidenceWorld implements Clock, Findings, Line, LogRotation, Pace, Space
{
    public const ASKED = ['kind' => 'start', 'from' => '2026-11-20T08:00', 'to' => '2026-11-22T09:30', 'recordings' => ''];
    public const PLENTY = 1099511627776;
    private const TIME = 1763800000;

    public EvidenceFolder $folder;
    public FakeModule $log;
    public int $free = self::PLENTY;
    /** Looks at the clock until the process is killed; null: it is not. */
    public ?int $livesFor = null;
    public string $boot = 'boot 1';
    public string $now = '2026-11-23T12:00:00+03:00';
    public bool $canHold = true;
    /** @var list<int> seconds; 0: let go */
    public array $held = [];
    /** @var callable(int): void with the number of the look, before it */
    public $whenLooked;
    private int $looks = 0;
    private float $uptime = 100.0;
    private string $root;
    private Journal $journal;

    public function __construct()
    {
        $this->root = sys_get_temp_dir() . '/evidence-' . bin2hex(random_bytes(8));
        foreach (['', '/private', '/root', '/log', '/log/asterisk', '/monitor'] as $folder) {
            mkdir($this->root . $folder, 0700);
        }
        $this->folder = new EvidenceFolder("$this->root/private", "$this->root/root", $this);
        $this->log = new FakeModule();
        $this->journal = new Journal(ModuleDatabase::inMemory(), $this);
        $this->whenLooked = static function (): void {
        };
    }

    public function remove(): void
    {
        Tree::remove($this->root);
    }

    public function path(string $name = ''): string
    {
        return $name === '' ? $this->root : "$this->root/$name";
    }

    public function put(string $name, string $text, int $time = self::TIME): void
    {
        $path = $this->path($name);
        if (!is_dir(dirname($path))) {
            mkdir(dirname($path), 0700, true);
        }
        file_put_contents($path, $text);
        touch($path, $time);
    }

    public function archive(): string
    {
        return $this->path('private/evidence.tar');
    }

    public function collecting(): Collecting
    {
        return new Collecting(
            $this->folder,
            $this,
            new Places(['logs' => $this->path('log')], $this->path('monitor')),
            new Reserve($this),
            $this,
            $this,
            $this,
            $this->journal,
            $this->log
        );
    }

    /**
     * Hands in, and has it done.
     *
     * @param array<string, string> $fields
     */
    public function order(array $fields = self::ASKED, string $id = '0123456789abcdef'): void
    {
        $this->handIn($fields, $id);
        $order = $this->folder->take();
        if ($order === null) {
            throw new UnexpectedValueException('no order');
        }
        $this->collecting()->work($order);
    }

    /**
     * @param array<string, string> $fields
     */
    public function handIn(array $fields, string $id): void
    {
        $this->folder->handIn($fields + ['id' => $id, 'person' => 'boss', 'asker' => TestApi::ADDRESS, 'at' => $this->now]);
    }

    /**
     * @return bool false: it was killed
     */
    public function lives(?int $looks, callable $doing): bool
    {
        $this->livesFor = $looks;
        try {
            $doing();
            return true;
        } catch (Error $killed) {
            if ($killed->getMessage() !== 'killed') {
                throw $killed;
            }
            return false;
        } finally {
            $this->livesFor = null;
        }
    }

    public function state(): EvidenceState
    {
        return $this->folder->load();
    }

    /**
     * @return list<string>
     */
    public function history(): array
    {
        return array_column($this->journal->page(null, 100), 'action');
    }

    public function now(): DateTimeImmutable
    {
        return new DateTimeImmutable($this->now);
    }

    public function uptime(): float
    {
        $this->looks++;
        ($this->whenLooked)($this->looks);
        if ($this->livesFor !== null && --$this->livesFor < 0) {
            throw new Error('killed');
        }
        return $this->uptime += 0.6;
    }

    public function boot(): string
    {
        return $this->boot;
    }

    public function sleep(float $seconds): void
    {
        $this->uptime += $seconds;
    }

    public function free(): int
    {
        return $this->free;
    }

    public function total(): int
    {
        return self::PLENTY;
    }

    public function hold(int $seconds): bool
    {
        $this->held[] = $seconds;
        return $this->canHold;
    }

    public function letGo(): void
    {
        $this->held[] = 0;
    }

    public function ask(string $question): string
    {
        throw new CannotRead(CannotRead::MISSING);
    }

    public function members(Period $period): array
    {
        return [
            'state/processes.txt' => static function (): array {
                return ["1 init\n", "2 asterisk\n"];
            },
            'state/rules-v6.txt' => static function (): iterable {
                yield "half of it\n";
                throw new CannotRead(CannotRead::MISSING, 'ip6tables-save');
            },
            'calls.csv' => static function () use ($period): array {
                return [implode(' ', $period->ofCalls()) . "\n"];
            },
        ];
    }

    public function expected(): int
    {
        return 4096;
    }

    public function clock(): array
    {
        return ['offset' => 0.25, 'source' => 'ntp.example'];
    }
}
