<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Guessing\CommonPasswords;
use Modules\ModuleSecurityChecklist\Lib\Guessing\GuessList;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use Modules\ModuleSecurityChecklist\Test\Support\TestLogins;
use PHPUnit\Framework\TestCase;

final class GuessListTest extends TestCase
{
    private TemporaryFolder $folder;
    private TestLogins $pbx;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
        $this->pbx = new TestLogins($this->folder);
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testTheFactoryComesFirstThenTheLoginTheCloudAndTheCommonOnes(): void
    {
        $this->pbx->set('SSHLogin', 'root');
        $this->pbx->set('CloudInstanceId', 'i-0abc');
        self::assertSame(
            ['admin' => 'default', 'root' => 'login', 'i-0abc' => 'instance-id', 123456 => 'common', 'password' => 'common'],
            $this->pbx->guesses()->of('ssh')
        );
    }

    public function testEachIsTriedOnceUnderItsFirstName(): void
    {
        $this->pbx->set('WebAdminLogin', '123456');
        $this->pbx->set('CloudInstanceId', 'admin');
        self::assertSame(
            ['admin' => 'default', 123456 => 'login', 'password' => 'common'],
            $this->pbx->guesses()->of('web')
        );
    }

    public function testWhatIsEmptyIsNotTried(): void
    {
        $this->pbx->set('WebAdminLogin', '');
        $this->pbx->files->files['/common.txt'] = "\r\n password \r\n\n0123\n";
        self::assertSame(
            ['admin' => 'default', ' password ' => 'common', '0123' => 'common'],
            $this->pbx->guesses()->of('web')
        );
    }

    public function testWithoutTheCommonOnesThereIsNoList(): void
    {
        foreach (["\n", '', null] as $text) {
            $this->pbx->files->files['/common.txt'] = $text;
            $common = new CommonPasswords($this->pbx->files, $text === null ? '/none.txt' : '/common.txt');
            try {
                (new GuessList($this->pbx->stored(), $common))->of('web');
                self::fail('a list of nothing');
            } catch (CannotRead $missing) {
                self::assertSame(CannotRead::MISSING, $missing->reason());
            }
        }
    }
}
