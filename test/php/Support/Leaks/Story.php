<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Adapters\KeyFile;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoStorage;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Api;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Api\SheetDoor;
use Modules\ModuleSecurityChecklist\Lib\Evidence\CoreTables;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Owners;
use Modules\ModuleSecurityChecklist\Lib\Rotation\Sheet;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;
use Modules\ModuleSecurityChecklist\Lib\Plan\Wish;
use Modules\ModuleSecurityChecklist\Lib\Store\Tables;
use Modules\ModuleSecurityChecklist\Lib\Watch\Letter;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;
use Modules\ModuleSecurityChecklist\Lib\Watch\Watcher;
use Modules\ModuleSecurityChecklist\Test\Support\LocaleWords;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedCore;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PretendedServer;
use Modules\ModuleSecurityChecklist\Test\Support\TestApi;
use PDO;
use Throwable;
use UnexpectedValueException;

/**
 * Everything that is done with a planted PBX, from the first reading to a damaged database, with all that comes out.
 */
final class Story
{
    private const LOGINS = [
        LoginKnowledge::WEB => 'WebAdminPassword',
        LoginKnowledge::SSH => 'SSHPassword',
    ];
    private const STORAGES = ['plain', 'bcrypt', 'sha512', 'md5'];
    private const HASH_CHARACTERS = ['bcrypt' => 31, 'sha512' => 86, 'md5' => 22];
    private const SECONDS_TO_NEW_TRIES = 1000;
    /** What the module makes itself. */
    private const BY_CHANCE = ['nonce' => '/\A[0-9a-f]{32}\z/', 'door' => '/\A[0-9a-f]{32}\z/', 'id' => '/\A[0-9a-f]{16}\z/'];
    private const JUDGED = [
        'version' => 1,
        'at' => '2026-11-23T09:00:00.000Z',
        'score' => ['state' => 'scored', 'points' => 49, 'word' => 'weak', 'judged' => 17, 'of' => 18, 'accepted' => 1],
        'checks' => [
            [
                'check' => 'sip', 'verdict' => 'pass', 'severity' => 'high', 'accepted' => [],
                'digests' => ['secrets' => 'ab12', 'sip' => 'cd34'],
            ],
        ],
    ];

    public Outputs $outputs;
    /** @var array<string, string> phase that each plan ended in, by name */
    public array $ends = [];
    /** @var array<int, true> statuses of answers that came */
    public array $statuses = [];
    /** @var list<string> secrets that were made here */
    public array $made = [];
    /** @var array<string, int> how many of them each answer about the sheet held, by who asked and when */
    public array $sheets = [];

    private TemporaryFolder $folder;
    private Planted $planted;
    private PlantedPbx $pbx;
    private Planting $planting;
    private TestApi $api;
    private Caller $admin;
    private string $release;
    private string $nonce = '';
    private PretendedServer $server;
    private int $seconds = 10000;
    /** @var array<string, string> in force, by login */
    private array $passwords = [];

    /**
     * @param string       $key    of the fingerprints
     * @param list<string> $common passwords that are guessed
     */
    public function __construct(
        TemporaryFolder $folder,
        Planted $planted,
        string $release,
        int $most,
        string $key,
        array $common
    ) {
        $this->folder = $folder;
        $this->planted = $planted;
        $this->release = $release;
        $this->outputs = new Outputs();
        $this->pbx = new PlantedPbx($folder, $release, $key, $common);
        $this->planting = new Planting($this->pbx, $planted, $release, $most);
        $this->api = new TestApi($this->pbx->storage);
        $this->api->needs = $this->pbx->needs;
        $this->admin = TestApi::admin('boss', $planted->ofFlavour('session', 'mixed', 26));
    }

    /**
     * @param array<string, Closure(PlantedPbx, string): void> $hostile puts a stranger who throws that text in the place of
     *                                                                  something, by the name of what
     */
    public function tell(array $hostile): void
    {
        $this->planting->plant();
        $this->login(LoginKnowledge::WEB, 'plain');
        $this->login(LoginKnowledge::SSH, 'plain');
        $this->facts();
        $this->confirmations();
        $this->proofs();
        $this->guesses();
        $this->rotation();
        $this->notices();
        $this->plans();
        $this->refusals();
        $this->dumps();
        $this->insideAWrite();
        $this->brokenTables();
        $this->locks();
        foreach ($hostile as $name => $put) {
            $this->strangers($name, $put);
        }
        $this->damage();
        $this->outputs->add('log', implode("\n", $this->pbx->log->lines));
    }

    private function facts(): void
    {
        $first = $this->get('facts first', 'facts');
        $this->get('facts unchanged', 'facts');
        $this->get('facts held', 'facts', [], ['If-None-Match' => $first->headers()['ETag'] ?? '']);
        foreach ($this->pbx->reader()->names() as $name) {
            $this->get("facts of $name", 'facts', ['parts' => $name]);
        }
        $this->files('files after reading');
        foreach ((new CoreTables(new PdoRows($this->pbx->core)))->dump() as $line) {
            $this->outputs->add('evidence', $line);
        }
    }

    private function confirmations(): void
    {
        $this->post('attestations', [
            'item' => 'own-network', 'subject' => '10.0.0.0/8', 'answer' => 'yes', 'note' => 'seen', 'validDays' => 1,
        ]);
        $this->post('waivers', [
            'check' => 'ssh-access', 'finding' => 'x', 'reason' => 'soon', 'expiresAt' => '2026-12-24T00:00:00.000Z',
        ]);
        $this->post('last-judged', self::JUDGED);
        $this->get('last judged', 'last-judged');
        $this->flags('flags');
        $this->post('flags-switch', ['on' => false]);
        $this->flags('flags, off');
        $this->post('flags-switch', ['on' => true]);
        $this->post('waivers/withdraw', ['check' => 'ssh-access', 'finding' => 'x']);
        $this->post('attestations/withdraw', ['item' => 'nothing', 'subject' => '']);
        $this->get('token', 'page-token');
    }

    private function flags(string $name): void
    {
        $this->get($name, 'flags', ['parts' => 'system,accounts,secrets,providers,webLogin,ssh,ami,ari,rotation']);
    }

    private function proofs(): void
    {
        foreach (array_keys(self::LOGINS) as $which) {
            foreach (self::STORAGES as $storage) {
                $password = $this->login($which, $storage);
                $this->later();
                foreach ([$this->planted->typed('wrong'), $password, $this->planted->typed('wrong')] as $typed) {
                    $this->post('passwords/prove', ['which' => $which, 'password' => $typed]);
                    $this->post('passwords/judge', ['which' => $which, 'password' => $typed]);
                }
                $this->get("facts after proofs of $storage", 'facts', ['parts' => 'webLogin,ssh,rotation']);
            }
        }
        for ($length = 1; $length <= 8; $length++) {
            $this->post('passwords/prove', ['which' => 'web', 'password' => $this->planted->typed('too many', $length)]);
        }
        $this->pbx->set(self::LOGINS['web'], $this->planted->hash('hash of another kind', '$y$j9T$', 40));
        $this->post('passwords/prove', ['which' => 'web', 'password' => $this->planted->typed('incomparable')]);
        $this->get('journal after proofs', 'journal', ['limit' => '500']);
        $this->files('files after proofs');
    }

    private function guesses(): void
    {
        foreach (array_keys(self::LOGINS) as $which) {
            foreach (['bcrypt', 'md5'] as $storage) {
                $this->login($which, $storage);
                $this->guess($which);
            }
            // A password that is found: the one that the cloud gave out.
            $id = $this->planted->ofFlavour('instance id', 'mixed', 20);
            $this->pbx->set('CloudInstanceId', $id);
            $this->keepHash($which, 'bcrypt', $id);
            $this->guess($which);
            $this->post('guesses/cancel', ['which' => $which]);
        }
        $this->files('files after guessing');
    }

    private function guess(string $which): void
    {
        $this->post('guesses/start', ['which' => $which]);
        $this->get('facts while guessing', 'facts', ['parts' => 'webLogin,ssh']);
        $this->attempt('guess run', function () use ($which): void {
            $this->pbx->guessRun()->run($which === LoginKnowledge::WEB ? LoginKnowledge::WEB : LoginKnowledge::SSH);
        });
        $this->get('facts after guessing', 'facts', ['parts' => 'webLogin,ssh']);
    }

    private function rotation(): void
    {
        $this->later();
        $this->planting->change();
        $this->get('facts after changes', 'facts');
        $this->get('rotation', 'facts', ['parts' => 'rotation']);
        $this->files('files after changes');
    }

    private function notices(): void
    {
        $kept = new Kept($this->pbx->storage);
        (new Stale($kept, $this->pbx->clock))->mark(['secrets', 'webLogin']);
        $this->get('last judged, stale', 'last-judged');
        for ($day = 1; $day <= 3; $day++) {
            $this->seconds += 86400;
            $this->later();
            $reading = $this->pbx->reader()->read('');
            $notices = (new Watcher($kept, $this->pbx->clock))->look($reading, (new LastJudged($kept))->digests());
            $this->outputs->add('notices', var_export($notices, true) . print_r($notices, true));
            foreach (['en', 'ru'] as $language) {
                $letter = new Letter(new LocaleWords($language));
                $this->outputs->add('mail', $letter->subject() . "\n" . implode("\n", $letter->lines($notices)));
            }
            $this->login(LoginKnowledge::WEB, 'sha512');
        }
        $this->files('files after notices');
    }

    /**
     * Requests that carry a secret where none belongs.
     */
    private function plans(): void
    {
        $played = new PlayedPlans($this->pbx, $this->release === '2026');
        $this->server = $played->server;
        $this->admin = $this->admin->over($played->server->now(), false);
        $this->get('no plan', 'plans/current');
        $this->forgedPlans($played->plan());

        $id = $this->begin('plans', ['plan' => $played->plan(), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
        $this->get('plan asked', 'plans/current');
        $this->playing($played, 'confirmed', function (string $nonce) use ($id): void {
            $this->post('plans/confirm', ['id' => $id, 'nonce' => $nonce, 'password' => null]);
        });
        $undo = $this->begin('plans/undo', ['id' => $id, 'only' => null]);
        $this->playing($played, 'undone', function (string $nonce) use ($undo): void {
            $this->post('plans/confirm', ['id' => $undo, 'nonce' => $nonce, 'password' => null]);
        });

        $id = $this->begin('plans', ['plan' => $played->plan(), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
        $played->core->cannotRestore = true;
        $this->playing($played, 'stuck', function () use ($id): void {
            $this->post('plans/revert', ['id' => $id]);
        });
        $this->post('plans/dismiss', ['id' => $id]);
        $this->playing($played, 'dismissed');
        $this->renewing($played);
        $this->get('journal after plans', 'journal', ['limit' => '500']);
        $this->get('journal verified', 'journal/verify');
    }

    /**
     * New secrets, one given back, the sheet closed, and the end of it; and a way back in the middle.
     */
    private function renewing(PlayedPlans $played): void
    {
        $played->core->cannotRestore = false;
        $id = $this->begin('plans', ['plan' => $played->rotation(), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
        $this->files('files of a rotation that is asked');
        $this->playing($played, 'rotated');
        $this->made = $played->secrets();
        $this->outputs->add('answer', $played->answer());
        $this->pbx->needs->rotations = $played->rotations();
        $this->pbx->needs->owners = new Owners(new PdoRows($this->pbx->core));
        $this->pbx->needs->sheet = new Sheet($this->pbx->needs->owners, new Settings($this->pbx->sources->rows, $this->pbx->sources->core));
        $this->get('rotations', 'plans/rotations');
        $deputy = TestApi::admin('deputy', 'session of a deputy');
        $this->sheet('shown', $id, $this->admin, SheetDoor::WORDS);
        $this->sheet('without consent', $id, $this->admin, '');
        $this->sheet('to another person', $id, $deputy, SheetDoor::WORDS);
        $this->keep('answer: sheet closed by another person', $this->api->post('plans/sheet-closed', ['id' => $id], [], $deputy));
        $number = ((array) $played->rotation()['steps'])[0];
        $only = ['secret:sip:' . (is_array($number) && is_string($number['number'] ?? null) ? $number['number'] : '')];
        $this->begin('plans/undo', ['id' => $id, 'only' => $only]);
        $this->playing($played, 'given back');
        $this->sheet('after one was given back', $id, $this->admin, SheetDoor::WORDS);
        $this->post('plans/sheet-closed', ['id' => $id]);
        $this->sheet('as soon as it is closed', $id, $this->admin, SheetDoor::WORDS);
        $played->look();
        $this->sheet('closed', $id, $this->admin, SheetDoor::WORDS);
        $this->sheet('closed, to another person', $id, $deputy, SheetDoor::WORDS);
        $this->get('rotations, sheet closed', 'plans/rotations');
        $this->files('files after the sheet was closed');
        $played->wish(new Wish(Wish::FINISHED, $id, 'boss'));
        $this->playing($played, 'finished');
        $this->outputs->add('answer', $played->answer());
        $this->sheet('finished', $id, $this->admin, SheetDoor::WORDS);
        $this->begin('plans', ['plan' => $played->rotation(), 'comment' => '', 'ends' => 3600, 'later' => null, 'typed' => null]);
        $played->core->fault = PretendedCore::REFUSED;
        $played->core->faultAt = $played->core->changes + 5;
        $this->playing($played, 'refused in the middle');
        $this->get('journal after a rotation', 'journal', ['limit' => '500']);
        $this->typing($played);
    }

    /**
     * The sheet is the one way out: what was made here is counted in it, and everything else has to stay inside.
     */
    private function sheet(string $how, string $id, Caller $caller, string $consent): void
    {
        $answer = $this->api->post('plans/sheet', ['id' => $id, 'consent' => $consent], [], $caller);
        $this->statuses[$answer->status()] = true;
        $left = $answer->body();
        foreach ($this->made as $secret) {
            $without = str_replace($secret, '', $left);
            $this->sheets[$how] = ($this->sheets[$how] ?? 0) + ($without === $left ? 0 : 1);
            $left = $without;
        }
        $this->outputs->add("answer: sheet $how", json_encode($answer->headers()) . "\n" . $left);
    }

    /**
     * A password that a person typed: refused, set and confirmed, set and not confirmed.
     */
    private function typing(PlayedPlans $played): void
    {
        $played->core->fault = '';
        $begin = function (string $typed, string ...$logins): array {
            return ['plan' => Plans::passwords(...$logins), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => $typed];
        };
        $this->post('plans', ['nonce' => $this->nonce()] + $begin($this->planted->typed('not good with a plan', 12), 'web', 'ssh'));
        foreach (['confirmed' => ['web', 'ssh'], 'not confirmed' => ['web', 'ssh'], 'of SSH alone' => ['ssh']] as $how => $logins) {
            $typed = $this->planted->ofFlavour('typed with a plan', 'hex', 32) . '7';
            $id = $this->begin('plans', $begin($typed, ...$logins));
            $this->get("password $how: asked", 'plans/current');
            $this->files("password $how: asked");
            $this->playing($played, "password $how", function (string $nonce) use ($id, $typed, $how): void {
                $this->post('plans/confirm', ['id' => $id, 'nonce' => $nonce, 'password' => $how === 'not confirmed' ? 'not it' : $typed]);
            });
            $this->files("password $how: over");
        }
        $words = $this->planted->typed('in the place of words', 24);
        $keysOnly = ['plan' => Plans::oneStep('ssh.keys-only', true, ['console' => $words])];
        $this->post('plans', ['nonce' => $this->nonce(), 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null] + $keysOnly);
        $this->get('journal after passwords', 'journal', ['limit' => '500']);
    }

    /**
     * @param array<string, mixed> $plan
     */
    private function forgedPlans(array $plan): void
    {
        foreach (range(1, 3) as $turn) {
            $secret = $this->planted->typed('misplaced in a plan', 8 + $turn * 8);
            $nonce = $this->nonce();
            foreach (['action', 'release', 'factsDigest', 'asker', 'steps', 'undo', 'confirm', 'parts', $secret] as $field) {
                $this->post('plans', ['plan' => [$field => [$secret]] + $plan, 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
            }
            $step = ['kind' => $secret, 'id' => $secret, 'currentRules' => [$secret => true]];
            $this->post('plans', ['plan' => ['steps' => [$step]] + $plan, 'nonce' => $nonce, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
            $this->post('plans', ['plan' => $plan, 'nonce' => $secret, 'comment' => '', 'ends' => null, 'later' => null, 'typed' => null]);
            foreach (['plans/confirm', 'plans/undo'] as $resource) {
                $this->post($resource, ['id' => $secret, 'nonce' => $secret, 'password' => $secret]);
            }
            $this->post('plans/revert', ['id' => $secret]);
            $this->post('plans/extend', ['id' => $secret]);
        }
    }

    private function nonce(): string
    {
        $nonce = TestApi::at($this->get('nonce', 'plans/nonce'), 'nonce');
        return is_string($nonce) ? $nonce : '';
    }

    /**
     * @param array<string, mixed> $body
     *
     * @return string id of the plan
     */
    private function begin(string $resource, array $body): string
    {
        $this->nonce = $this->nonce();
        $this->admin = $this->admin->over($this->server->now(), false);
        $answer = $this->post($resource, $body + ['nonce' => $this->nonce]);
        $id = TestApi::at($answer, 'id');
        if ($answer->status() !== 202 || !is_string($id)) {
            throw new UnexpectedValueException($answer->body());
        }
        return $id;
    }

    /**
     * @param (callable(string): void)|null $whenWaiting gets the nonce
     */
    private function playing(PlayedPlans $played, string $name, ?callable $whenWaiting = null): void
    {
        $seen = [];
        $played->play(function () use ($played, $name, $whenWaiting, &$seen): void {
            $phase = $this->pbx->needs->plans->status()['phase'] ?? null;
            if (!is_string($phase) || isset($seen[$phase])) {
                return;
            }
            $seen[$phase] = true;
            $this->get("plan $name", 'plans/current');
            if ($phase === 'waiting' && $whenWaiting !== null) {
                $this->files("files of a plan that waits, $name");
                $this->admin = $this->admin->over($played->server->now(), false);
                $whenWaiting($this->nonce);
            }
        });
        $phase = TestApi::at($this->get("plan $name", 'plans/current'), 'plan', 'phase');
        $this->ends[$name] = is_string($phase) ? $phase : '';
        $this->files("files of a plan, $name");
    }

    private function refusals(): void
    {
        foreach (range(1, 6) as $turn) {
            $secret = $this->planted->typed('misplaced', 6 + $turn * 3);
            $this->get('misplaced: query', 'facts', ['parts' => "sip,$secret", 'password' => $secret]);
            $this->get('misplaced: query', 'flags', ['parts' => "sip,$secret"]);
            $this->post('flags-switch', ['on' => $secret]);
            $this->get('misplaced: query', 'journal', ['before' => $secret, 'limit' => $secret]);
            $this->get('misplaced: path', $secret);
            $headers = ['Authorization' => "Bearer $secret", 'Cookie' => "PHPSESSID=$secret"];
            $this->get('misplaced: header', 'facts', ['parts' => 'sip'], $headers);
            $this->post('passwords/prove', ['which' => $secret, 'password' => $secret]);
            $this->post('passwords/prove', ['which' => 'web', 'password' => $secret, $secret => 1]);
            $this->post('passwords/prove', ['which' => 'web', 'password' => str_repeat($secret, 60)]);
            $this->post('passwords/prove', ['which' => 'web', 'password' => [$secret]]);
            $this->post('passwords/prove', '{"which":"web","password":"' . addslashes($secret));
            $this->post('passwords/prove', 'which=web&password=' . urlencode($secret));
            $this->post('passwords/prove', str_repeat($secret, 20000));
            foreach (['Content-Type', 'Origin', 'Host', 'X-Security-Checklist', 'Sec-Fetch-Site'] as $header) {
                $this->post('passwords/prove', ['which' => 'web', 'password' => $secret], [$header => $secret]);
            }
            $this->keep('misplaced: method', $this->api->ask(new Request($secret, 'facts'), $this->admin));
            $this->keep('misplaced: stranger', $this->api->get('facts', [], [], Caller::nobody('203.0.113.9')));
        }
        $this->get('journal after refusals', 'journal', ['limit' => '500']);
    }

    private function dumps(): void
    {
        $reader = $this->pbx->reader();
        $reading = $reader->read('', ['accounts', 'secrets', 'providers', 'webLogin', 'ssh', 'rotation']);
        $dumper = new Dumper();
        $password = $this->planted->typed('dumped', 20);
        $body = (string) json_encode(['which' => 'web', 'password' => $password]);
        $web = $this->pbx->logins->of(LoginKnowledge::WEB);
        $all = [
            'sources' => $this->pbx->sources, 'needs' => $this->pbx->needs, 'API' => new Api($this->pbx->needs),
            'reader' => $reader, 'guess run' => $this->pbx->guessRun(), 'login' => $web, 'caller' => $this->admin,
            'request' => new Request('POST', 'passwords/prove', ['p' => $password], ['Cookie' => $password], $body),
        ];
        foreach ($all as $name => $object) {
            $this->outputs->add("dump: $name", $dumper->dump($object));
        }
        $answer = $this->api->get('facts', ['parts' => 'accounts,providers'], [], $this->admin);
        $this->outputs->add('export: results', var_export([$reading, $answer], true) . serialize([$reading, $answer]));
    }

    /**
     * What lies on the disk in the middle of a transaction, with either kind of journal.
     */
    private function insideAWrite(): void
    {
        foreach (['delete', 'wal'] as $journal) {
            $this->pbx->storage->rows("PRAGMA journal_mode = $journal");
            $this->pbx->storage->rows('PRAGMA cache_size = 1');
            $this->pbx->storage->atOnce(function () use ($journal): void {
                $password = $this->login(LoginKnowledge::SSH, 'bcrypt');
                $this->later();
                $this->post('passwords/prove', ['which' => 'ssh', 'password' => $password]);
                $this->planting->change();
                $this->get("facts inside a write ($journal)", 'facts');
                $this->files("files inside a write ($journal)");
            });
            $this->files("files after a write ($journal)");
        }
        $this->pbx->storage->rows('PRAGMA journal_mode = delete');
    }

    private function brokenTables(): void
    {
        $tables = ['m_PbxSettings', 'm_Sip', 'm_Users', 'm_Iax', 'm_AsteriskManagerUsers'];
        foreach ($tables as $table) {
            $this->pbx->core->exec("ALTER TABLE $table RENAME TO away");
            $this->everything("without $table");
            $this->pbx->core->exec("ALTER TABLE away RENAME TO $table");
        }
        foreach (array_keys(Tables::COLUMNS) as $table) {
            $this->pbx->storage->write("ALTER TABLE $table RENAME TO away");
            $this->everything("without $table");
            $this->pbx->storage->write("ALTER TABLE away RENAME TO $table");
        }
        $key = (string) file_get_contents($this->folder->path(PlantedPbx::KEY));
        file_put_contents($this->folder->path(PlantedPbx::KEY), substr($key, 1));
        $whole = clone $this->pbx->sources;
        $this->pbx->sources->fingerprints = new KeyFile($this->folder->path());
        $this->exchanged();
        $this->everything('without a key');
        file_put_contents($this->folder->path(PlantedPbx::KEY), $key);
        $this->pbx->sources = $whole;
        $this->exchanged();
    }

    private function locks(): void
    {
        foreach (['core.db', 'module.db'] as $name) {
            $other = new PDO('sqlite:' . $this->folder->path($name));
            $other->exec('BEGIN EXCLUSIVE');
            $this->everything("locked $name");
            $other->exec('ROLLBACK');
        }
    }

    /**
     * @param Closure(PlantedPbx, string): void $put
     */
    private function strangers(string $name, Closure $put): void
    {
        $whole = clone $this->pbx->sources;
        $put($this->pbx, 'said by a stranger: ' . $this->planted->next('said by a stranger', 20));
        $this->exchanged(false);
        $this->everything("hostile $name");
        $this->pbx->sources = $whole;
        $this->exchanged();
    }

    private function damage(): void
    {
        $this->pbx->storage = new PdoStorage($this->folder->path('damaged.db'), 0);
        file_put_contents($this->folder->path('damaged.db'), str_repeat('no database at all', 300));
        $this->pbx->sources->storage = $this->pbx->storage;
        $this->exchanged();
        $this->everything('damaged database');
    }

    /**
     * A bit of all, while something is broken.
     */
    private function everything(string $when): void
    {
        $this->later();
        $this->get("$when: facts", 'facts');
        $this->get("$when: journal", 'journal');
        $this->get("$when: last judged", 'last-judged');
        $this->flags("$when: flags");
        $this->post('waivers/withdraw', ['check' => 'a', 'finding' => ''], [], $when);
        $this->get("$when: plan", 'plans/current');
        $this->get("$when: nonce", 'plans/nonce');
        $this->post('plans/undo', ['id' => str_repeat('0', 16), 'nonce' => $this->nonce, 'only' => null], [], $when);
        foreach (array_keys(self::LOGINS) as $which) {
            foreach ([$this->planted->typed('typed while broken', 12), $this->passwords[$which]] as $typed) {
                $this->post('passwords/prove', ['which' => $which, 'password' => $typed], [], $when);
            }
            $this->post('guesses/start', ['which' => $which], [], $when);
            $this->attempt("$when: guess run", function () use ($which): void {
                $this->pbx->guessRun()->run($which === LoginKnowledge::WEB ? LoginKnowledge::WEB : LoginKnowledge::SSH);
            });
            $this->attempt("$when: guessing", function () use ($which): void {
                $this->pbx->guessing->start($which === LoginKnowledge::WEB ? LoginKnowledge::WEB : LoginKnowledge::SSH);
            });
        }
        $dumper = new Dumper();
        foreach ($this->pbx->log->thrown as $thrown) {
            $this->outputs->add("$when: reported trace", $dumper->trace($thrown));
        }
        $this->pbx->log->thrown = [];
        $this->files("$when: files");
    }

    /**
     * @param callable(): void $do
     */
    private function attempt(string $name, callable $do): void
    {
        try {
            $do();
        } catch (Throwable $thrown) {
            $this->outputs->add("$name: thrown", get_class($thrown) . (new Dumper())->trace($thrown));
        }
    }

    /**
     * @param bool $together false: the needs stay as they are put
     */
    private function exchanged(bool $together = true): void
    {
        if ($together) {
            $this->pbx->putTogether();
        }
        $this->api->needs = $this->pbx->needs;
    }

    /**
     * A new password, stored that way.
     */
    private function login(string $which, string $storage): string
    {
        $password = $this->planted->typed("$which password as $storage");
        $this->passwords[$which] = $password;
        if ($storage === 'plain') {
            $this->pbx->set(self::LOGINS[$which], $password);
        } else {
            $this->keepHash($which, $storage, $password);
        }
        return $password;
    }

    private function keepHash(string $which, string $storage, string $password): void
    {
        // The weakest settings that count as such hashes: a thousand of them have to be tried.
        $starts = ['bcrypt' => '$2y$04$' . str_repeat('s', 21) . 'e', 'sha512' => '$6$rounds=1000$salt$', 'md5' => '$1$salt$'];
        $hash = crypt($password, $starts[$storage] ?? '');
        $this->planted->keep("hash of a $which password", substr($hash, -(self::HASH_CHARACTERS[$storage] ?? 0)), false);
        $this->pbx->set(self::LOGINS[$which], $hash);
    }

    private function later(): void
    {
        $this->seconds += self::SECONDS_TO_NEW_TRIES;
        $this->pbx->at($this->seconds);
    }

    /**
     * @param array<mixed>          $query
     * @param array<string, string> $headers
     */
    private function get(string $name, string $resource, array $query = [], array $headers = []): Answer
    {
        return $this->keep("answer: $name", $this->api->get($resource, $query, $headers, $this->admin));
    }

    /**
     * @param mixed                 $body
     * @param array<string, string> $headers
     */
    private function post(string $resource, $body, array $headers = [], string $when = ''): Answer
    {
        return $this->keep("answer: $when $resource", $this->api->post($resource, $body, $headers, $this->admin));
    }

    private function keep(string $name, Answer $answer): Answer
    {
        $this->statuses[$answer->status()] = true;
        $said = json_decode($answer->body(), true);
        foreach (is_array($said) ? array_intersect_key($said, self::BY_CHANCE) : [] as $field => $text) {
            if (is_string($text) && preg_match(self::BY_CHANCE[$field], $text) === 1) {
                $this->outputs->hide($text, $field);
            }
        }
        $this->outputs->add($name, json_encode($answer->headers()) . "\n" . $answer->body());
        return $answer;
    }

    /**
     * Bytes of every file but Core's and Asterisk's databases and the key, and the rows of the module's database.
     */
    private function files(string $name): void
    {
        foreach ((array) scandir($this->folder->path()) as $file) {
            $file = (string) $file;
            $path = $this->folder->path($file);
            $isTheirs = strncmp($file, 'core.db', 7) === 0 || strncmp($file, 'asterisk.db', 11) === 0;
            if (is_file($path) && !$isTheirs && $file !== PlantedPbx::KEY) {
                $this->outputs->add("$file: $name", (string) file_get_contents($path));
            }
        }
        foreach (array_keys(Tables::COLUMNS) as $table) {
            try {
                $rows = $this->pbx->storage->rows("SELECT * FROM $table");
            } catch (Throwable $broken) {
                continue;
            }
            $this->outputs->add("rows of $table: $name", print_r($rows, true));
        }
    }
}
